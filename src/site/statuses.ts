/** The table of an operation's statuses: what each means, what it carries, what it looks like. */
import { STATUS_CODES } from 'node:http';
import { highlighted, shownBody } from './highlight.ts';
import { type Html, html } from './html.ts';
import { code, prose } from './markdown.ts';
import type { Example, ReadHeader, ReadOperation, ReadResponse } from './reading.ts';
import type { Member } from './schemas.ts';

/** `common`: headers that are shown elsewhere, since every answer has them. */
export function statusTable(operation: ReadOperation, common: ReadonlySet<string>): Html {
  const { id, method, path, responses } = operation;
  return html`<h4>Statuses</h4>
<table class="statuses">
<caption>What <code>${method} ${path}</code> answers</caption>
<thead><tr><th scope="col">Status</th><th scope="col">Cause</th></tr></thead>
<tbody>
${responses.map((response) => statusRow(id, response, common))}</tbody>
</table>`;
}

function statusRow(id: string, response: ReadResponse, common: ReadonlySet<string>): Html {
  const { status, cause, headers, examples, members } = response;
  const own = headers.filter(({ name }) => !common.has(name));
  const hasBody = response.mediaType !== null;
  return html`<tr id="${id}-${status}">
<th scope="row">${statusBadge(status)} <span class="phrase">${STATUS_CODES[status] ?? ''}</span></th>
<td><p class="cause">${prose(cause)}</p>
${own.length === 0 ? null : headerList(own)}
${hasBody ? examples.map((example, i) => exampleOf(`Example of ${status}`, example, i === 0 && status < 300)) : html`<p class="quiet">It has no body.</p>`}
${members.length === 0 ? null : html`<details><summary>Members of ${status}</summary>${memberList(members)}</details>\n`}</td>
</tr>
`;
}

export const statusBadge = (status: number): Html =>
  html`<span class="status s${Math.floor(status / 100)}">${status}</span>`;

export const headerList = (headers: readonly ReadHeader[]): Html => html`<dl class="headers">
${headers.map(
  ({
    name,
    description,
    required,
    example,
  }) => html`<div><dt><code>${name}</code>${required ? null : html` <span class="quiet">not always</span>`}</dt>
<dd>${prose(description)}${exampleValue(example)}</dd></div>
`,
)}</dl>`;

export const exampleValue = (example: string): Html | null =>
  example === '' ? null : html` <span class="quiet">Example: ${code(example)}</span>`;

export const memberList = (members: readonly Member[]): Html => html`<dl class="members">
${members.map(
  ({
    name,
    type,
    required,
    description,
  }) => html`<div><dt><code>${name}</code> <span class="quiet">${required ? null : 'optional, '}${type}</span></dt>
<dd>${prose(description)}</dd></div>
`,
)}</dl>`;

export function exampleOf(title: string, { summary, value }: Example, isOpen = false): Html {
  return html`<details class="example"${isOpen ? html` open` : null}><summary>${title}${summary === '' ? null : html`: ${prose(summary)}`}</summary>
<pre><code>${highlighted(shownBody(value), typeof value === 'string' ? 'curl' : 'JSON')}</code></pre></details>
`;
}
