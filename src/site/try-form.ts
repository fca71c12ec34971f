/** A form that makes an operation's request. The page's script sends it; nothing else could. */
import { credentialText } from './credentials.ts';
import { shownBody } from './highlight.ts';
import { type Hints, MARKS_ONLY } from './hints.ts';
import { type Html, html } from './html.ts';
import { prose } from './markdown.ts';
import type { ReadBody, ReadCredential, ReadOperation, ReadParameter } from './reading.ts';

export function tryForm(
  { id, method, path, credentials, parameters, body }: ReadOperation,
  { setting, marks }: { readonly setting: Hints; readonly marks: boolean },
): Html {
  return html`<div class="try">
<h4>Try it</h4>
<form data-operation="${id}" data-method="${method}" data-path="${path}"${marks ? html` data-note="${MARKS_ONLY}"` : null} autocomplete="off" novalidate>
${credentials.length === 0 ? null : credentialFields(id, credentials, setting)}
${parameters.map((parameter) => parameterField(id, parameter))}
${body === null ? null : bodyFields(id, body)}
<p><button type="submit">Send <span class="hidden">${method} ${path}</span></button></p>
</form>
<div class="answer">
<p role="status"></p>
</div>
</div>`;
}

function credentialFields(id: string, credentials: readonly ReadCredential[], hints: Hints): Html {
  const [first] = credentials;
  const noun = first?.noun ?? 'token';
  const hint = noun === 'key' ? keyHint(first?.description ?? '', hints) : tokenHint(hints);
  return html`<p class="field"><label for="${id}-token">${noun === 'key' ? 'Key' : 'Token'}</label>
<input id="${id}-token" name="token" type="text" spellcheck="false" autocapitalize="none" aria-describedby="${id}-token-hint">
<span class="hint" id="${id}-token-hint">${hint}</span></p>
${
  credentials.length < 2
    ? html`<input type="hidden" name="place" value="${placeOf(first)}">`
    : html`<fieldset class="field"><legend>Send it as</legend>
${credentials.map(
  (
    credential,
    i,
  ) => html`<label><input type="radio" name="place" value="${placeOf(credential)}"${i === 0 ? html` checked` : null}> <span>${prose(credentialText(credential))}</span></label>
`,
)}</fieldset>`
}`;
}

function keyHint(description: string, { keyFile }: Hints): Html {
  const where = html` This server made one up: <code>adminKey</code> in <code>${keyFile}</code>.`;
  return html`${prose(description)}${keyFile === null ? null : where}`;
}

const tokenHint = ({ hasTokens }: Hints): string =>
  `${hasTokens ? 'A token, or a whole curl line of the server’s first screen.' : 'A token of your login.'} Leave it empty to see the refusal.`;

/** For the script: how it is sent, and under which name. */
const placeOf = (credential: ReadCredential | undefined): string =>
  credential === undefined ? '' : `${credential.place}:${credential.name}`;

function parameterField(id: string, { name, in: place, required, values, example }: ReadParameter): Html {
  const field = `${id}-${place}-${name}`;
  const label = html`<label for="${field}"><code>${name}</code> <span class="quiet">${place}${required ? null : ', optional'}</span></label>`;
  const value = required ? example : '';
  if (values.length > 0) {
    return html`<p class="field">${label}
<select id="${field}" name="${name}" data-in="${place}">
${required ? null : html`<option value="">not sent</option>`}${values.map((each) => html`<option>${each}</option>`)}
</select></p>
`;
  }
  return html`<p class="field">${label}
<input id="${field}" name="${name}" data-in="${place}" type="text" spellcheck="false" value="${value}" placeholder="${required ? null : example}"></p>
`;
}

/** As it goes over the wire. */
function sentBody(mediaType: string, value: unknown): string {
  const isForm = mediaType === 'application/x-www-form-urlencoded';
  return isForm ? new URLSearchParams(Object(value)).toString() : shownBody(value);
}

function bodyFields(id: string, { mediaType, required, examples }: ReadBody): Html {
  return html`<p class="field"><label for="${id}-example">Body</label>
<select id="${id}-example" name="example">
${required ? null : html`<option value="">no body</option>`}${examples.map(
  ({ name, summary, value }) =>
    html`<option value="${sentBody(mediaType, value)}">${name}${summary === '' ? null : `: ${summary}`}</option>`,
)}
</select>
<textarea id="${id}-body" name="body" data-media-type="${mediaType}" rows="2" spellcheck="false" aria-label="Body, as it is sent"></textarea></p>
`;
}
