/** An operation: what it does and answers on the one side, what to do with it on the other. */
import { credentialText } from './credentials.ts';
import type { Hints } from './hints.ts';
import { type Html, html, joined } from './html.ts';
import { blocks, code, prose } from './markdown.ts';
import type { ReadBody, ReadCredential, ReadOperation, ReadParameter } from './reading.ts';
import { samplePanels } from './sample-panels.ts';
import { exampleOf, exampleValue, memberList, statusTable } from './statuses.ts';
import type { Telling } from './told-apart.ts';
import { tryForm } from './try-form.ts';

export interface Setting extends Hints {
  /** Put where the server's own address goes. */
  readonly origin: string;
  /** Whether there are forms to try with. */
  readonly canTry: boolean;
}

export function operationArticle(
  operation: ReadOperation,
  about: {
    readonly setting: Setting;
    readonly common: ReadonlySet<string>;
    readonly telling: Telling;
    readonly marks: boolean;
  },
): Html {
  const { id, summary, description, credentials, parameters, body } = operation;
  return html`<article class="operation" aria-labelledby="${id}">
<h3 id="${id}"><a href="#${id}">${summary}</a></h3>
<p class="route">${route(operation)}${tellingText(about.telling)}</p>
<div class="sides">
<div class="reading">
${blocks(description)}
${credentialsOf(credentials)}
${parameters.length === 0 ? null : parameterList(parameters)}
${body === null ? null : bodyOf(body)}
${statusTable(operation, about.common)}
</div>
<div class="doing">
${samplePanels(operation, about.setting.origin)}
${about.setting.canTry ? tryForm(operation, about) : null}
</div>
</div>
</article>
`;
}

export const methodBadge = (method: string): Html =>
  html`<span class="method ${method.toLowerCase()}">${method}</span>`;
export const route = ({ method, path }: ReadOperation): Html => html`${methodBadge(method)} ${code(path)}`;

export function tellingText({ carries, lacks }: Telling): Html {
  const list = (names: readonly string[]): Html => joined(names.map(code), html`, `);
  return html`${carries.length === 0 ? null : html` with ${list(carries)}`}${
    lacks.length === 0 ? null : html` without ${list(lacks)}`
  }`;
}

const credentialsOf = (credentials: readonly ReadCredential[]): Html => html`<h4>Credential</h4>
${
  credentials.length === 0
    ? html`<p>None.</p>`
    : html`<dl class="members">
${credentials.map(
  (
    credential,
    i,
  ) => html`<div><dt>${i === 0 ? null : html`<span class="quiet">or</span> `}${prose(credentialText(credential))}</dt>
<dd>${prose(credential.description)}</dd></div>
`,
)}</dl>`
}`;

const parameterList = (parameters: readonly ReadParameter[]): Html => html`<h4>Parameters</h4>
<dl class="members">
${parameters.map(
  ({
    name,
    in: place,
    required,
    type,
    description,
    example,
  }) => html`<div><dt><code>${name}</code> <span class="quiet">${place}, ${required ? 'required' : 'optional'}, ${type}</span></dt>
<dd>${prose(description)}${exampleValue(example)}</dd></div>
`,
)}</dl>`;

const bodyOf = ({
  mediaType,
  required,
  description,
  members,
  examples,
}: ReadBody): Html => html`<h4>Body <span class="quiet">${mediaType}, ${required ? 'required' : 'optional'}</span></h4>
<p>${prose(description)}</p>
${memberList(members)}
${examples.map((example) => exampleOf(example.name, example))}`;
