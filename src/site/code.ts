/** One call in each language, as a person would write it. */
import { JSON_LITERALS, literal, memberName, PYTHON_LITERALS, TYPESCRIPT_LITERALS } from './literals.ts';
import type { ReadCredential } from './reading.ts';

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly credential: ReadCredential | null;
  /** Those beside the credential. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** `undefined`: none. */
  readonly body: unknown;
  /** How it is sent. A form needs no `Content-Type` in `headers`: whatever sends one says so by itself. */
  readonly bodyIs: 'json' | 'form';
  /** What comes back when all is well. */
  readonly answers: 'json' | 'text' | 'nothing';
}

const quoted = (text: string): string => JSON.stringify(text);
const variable = ({ noun }: ReadCredential): string => noun.toUpperCase();
const indented = (lines: readonly string[], by: string): string =>
  lines.map((line) => `${by}${line},\n`).join('');

export function curl({ method, url, credential, headers, body, bodyIs }: Call): string {
  const withoutSaying = body === undefined ? 'GET' : 'POST';
  return [
    `curl -i ${method === withoutSaying ? '' : `-X ${method} `}"${url}"`,
    ...(credential === null ? [] : [curlCredential(credential)]),
    ...headers.map(([name, value]) => `-H ${shellQuoted(`${name}: ${value}`)}`),
    ...(body === undefined
      ? []
      : bodyIs === 'form'
        ? formMembers(body).map(([name, value]) => `--data-urlencode ${shellQuoted(`${name}=${value}`)}`)
        : [`-d ${shellQuoted(literal(body, JSON_LITERALS, '  '))}`]),
  ].join(' \\\n  ');
}

const formMembers = (body: unknown): readonly (readonly [string, unknown])[] => Object.entries(Object(body));

function curlCredential(credential: ReadCredential): string {
  const value = `$${variable(credential)}`;
  if (credential.place === 'cookie') return `--cookie "${credential.name}=${value}"`;
  return `-H "${credential.name}: ${credential.place === 'bearer' ? 'Bearer ' : ''}${value}"`;
}

const shellQuoted = (text: string): string =>
  /^[\w :/.,;=+@%-]*$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;

/** For Node. */
export function typeScript(call: Call): string {
  const { credential } = call;
  if (credential === null) return fetched(call, [], []);
  const name = credential.noun;
  const value =
    credential.place === 'bearer'
      ? `Authorization: \`Bearer \${${name}}\``
      : credential.place === 'cookie'
        ? `Cookie: \`${credential.name}=\${${name}}\``
        : `${memberName(credential.name)}: ${name}`;
  const declared = `const ${name} = process.env.${variable(credential)} ?? "";`;
  return `${declared}\n\n${fetched(call, [value], [])}`;
}

/** For a page whose browser has the cookie. */
export const browser = (call: Call): string => fetched(call, [], ['credentials: "include"']);

function fetched(call: Call, credentials: readonly string[], options: readonly string[]): string {
  const { method, url, headers, body, bodyIs, answers } = call;
  const made = bodyIs === 'form' ? 'new URLSearchParams' : 'JSON.stringify';
  const lines = [...credentials, ...headers.map(([name, value]) => `${memberName(name)}: ${quoted(value)}`)];
  const [only = ''] = lines;
  const members = [
    ...(method === 'GET' ? [] : [`method: "${method}"`]),
    ...options,
    ...(lines.length === 1 ? [`headers: { ${only} }`] : []),
    ...(lines.length > 1 ? [`headers: {\n${indented(lines, '    ')}  }`] : []),
    ...(body === undefined ? [] : [`body: ${made}(${literal(body, TYPESCRIPT_LITERALS, '  ')})`]),
  ];
  const rest = members.length === 0 ? '' : `, {\n${indented(members, '  ')}}`;
  const read = answers === 'nothing' ? '' : `, await response.${answers}()`;
  return `const response = await fetch(${quoted(url)}${rest});\nconsole.log(response.status${read});`;
}

/** With nothing but the standard library. */
export function python({ method, url, credential, headers, body, bodyIs, answers }: Call): string {
  const isForm = body !== undefined && bodyIs === 'form';
  const lines = [
    ...(credential === null ? [] : [pythonCredential(credential)]),
    ...headers.map(([name, value]) => `${quoted(name)}: ${quoted(value)}`),
  ];
  const [only = ''] = lines;
  const members = [
    quoted(url),
    ...(method === 'GET' ? [] : [`method="${method}"`]),
    ...(lines.length === 1 ? [`headers={${only}}`] : []),
    ...(lines.length > 1 ? [`headers={\n${indented(lines, '        ')}    }`] : []),
    ...(body === undefined
      ? []
      : [isForm ? 'data=urlencode(body).encode()' : 'data=json.dumps(body).encode()']),
  ];
  const isPlain = members.length === 1;
  const read = { json: ', json.load(response)', text: ', response.read().decode()', nothing: '' }[answers];
  return [
    ...(answers === 'json' || (body !== undefined && !isForm) ? ['import json'] : []),
    ...(credential === null ? [] : ['import os']),
    'from urllib.error import HTTPError',
    ...(isForm ? ['from urllib.parse import urlencode'] : []),
    `from urllib.request import ${isPlain ? 'urlopen' : 'Request, urlopen'}`,
    '',
    ...(body === undefined ? [] : [`body = ${literal(body, PYTHON_LITERALS)}`]),
    ...(isPlain ? [] : [`request = Request(\n${indented(members, '    ')})`]),
    'try:',
    `    with urlopen(${isPlain ? quoted(url) : 'request'}) as response:`,
    `        print(response.status${read})`,
    'except HTTPError as error:',
    '    print(error.code, error.read().decode())',
  ].join('\n');
}

function pythonCredential(credential: ReadCredential): string {
  const value = (quote: string): string => `os.environ[${quote}${variable(credential)}${quote}]`;
  if (credential.place === 'bearer') return `"Authorization": f"Bearer {${value("'")}}"`;
  if (credential.place === 'cookie') return `"Cookie": f"${credential.name}={${value("'")}}"`;
  return `${quoted(credential.name)}: ${value('"')}`;
}
