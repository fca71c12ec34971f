/** From a plan to the bytes of its request. */
import { operationNamed } from '../../../src/kit/documents.ts';
import type { Breakage } from './breakages.ts';
import { textOf, type Victim } from './credentials.ts';
import type { Conversation, Plan } from './plans.ts';

/** The bytes of each request, as Latin-1. Those of a broken one may be no request at all. */
export interface Rendered {
  readonly whole: readonly string[];
  readonly broken: string | null;
}

export function render({ plans, breakage }: Conversation, victims: readonly Victim[]): Rendered {
  const whole = plans.slice(0, breakage === null ? undefined : -1).map((plan) => requestOf(plan, victims));
  const last = plans.at(-1);
  if (breakage === null || last === undefined) return { whole, broken: null };
  return { whole, broken: brokenOf(last, breakage, victims) };
}

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

function requestOf(plan: Plan, victims: readonly Victim[]): string {
  const { framing, content } = framed(plan);
  return `${headOf(plan, victims)}${framing}\r\n${content}`;
}

/** The head up to what frames the body. */
function headOf(
  { operationId, name, place, credential, body, changes }: Plan,
  victims: readonly Victim[],
): string {
  const operation = operationNamed(operationId);
  let { method } = operation;
  let target = operation.path.replace(/\{\w+\}/, () => name);
  let version = 'HTTP/1.1';
  let credentials = [line(place, textOf(credential, victims))];
  const more: string[] = operation.contract === 'storefront' ? ['x-store-id: store-1'] : [];
  for (const change of changes) {
    if (change.change === 'method') method = change.to;
    else if (change.change === 'target') {
      const at = change.at % (target.length + 1);
      target = target.slice(0, at) + change.piece + target.slice(at + change.cut);
    } else if (change.change === 'query') target = `${target}?${change.text}`;
    else if (change.change === 'header') more.push(change.line);
    else if (change.change === 'credential')
      credentials.push(line(change.place, textOf(change.credential, victims)));
    else if (change.change === 'no credential') credentials = [];
    else if (change.change === 'version') version = change.to;
  }
  if (!target.startsWith('/')) target = `/${target}`;
  const absolute = changes.find((one) => one.change === 'absolute form');
  // A fragment is no part of it, and refused.
  if (absolute !== undefined) target = `${absolute.authority}${target.replaceAll('#', '')}`;
  const type = body === null || body.type === null ? [] : [`Content-Type: ${body.type}`];
  const lines = [`${method} ${target} ${version}`, 'Host: localhost', ...credentials, ...more, ...type];
  return utf8(`${lines.join('\r\n')}\r\n`);
}

function line(place: Plan['place'], text: string): string {
  if (place === 'Authorization') return `Authorization: Bearer ${text}`;
  return place === 'x-token' ? `x-token: ${text}` : `Cookie: ${place}=${text}`;
}

function framed({ body }: Plan): { readonly framing: string; readonly content: string } {
  if (body === null) return { framing: '', content: '' };
  const text = utf8(body.text);
  if (body.chunk === null) return { framing: `Content-Length: ${text.length}\r\n`, content: text };
  const chunks: string[] = [];
  for (let at = 0; at < text.length; at += body.chunk) {
    const part = text.slice(at, at + body.chunk);
    chunks.push(`${part.length.toString(16)}\r\n${part}\r\n`);
  }
  return { framing: 'Transfer-Encoding: chunked\r\n', content: `${chunks.join('')}0\r\n\r\n` };
}

function brokenOf(plan: Plan, breakage: Breakage, victims: readonly Victim[]): string {
  const head = headOf(plan, victims);
  const whole = requestOf(plan, victims);
  const content = utf8(plan.body?.text ?? '');
  switch (breakage.kind) {
    case 'head':
      return `${head}${breakage.lines}\r\n${content}`;
    case 'chunks':
      return `${head}Transfer-Encoding: chunked\r\n\r\n${breakage.body}`;
    case 'octet': {
      const at = breakage.at % whole.length;
      return whole.slice(0, at) + String.fromCharCode(breakage.octet) + whole.slice(at + breakage.cut);
    }
    case 'end':
      return whole.slice(0, breakage.at % whole.length);
    case 'length':
      return `${head}Content-Length: ${Math.max(0, content.length + breakage.by)}\r\n\r\n${content}`;
    case 'headers': {
      const lines = Array.from(
        { length: breakage.count },
        (_, at) => `${at.toString(36)}:${'h'.repeat(breakage.length)}\r\n`,
      );
      return `${head}${lines.join('')}\r\n`;
    }
    case 'junk':
      return breakage.text;
  }
}
