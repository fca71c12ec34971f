/** What went over one connection, cut into requests and answers again: by nothing that either side used to make them. */
import type { Seen } from '../../src/kit/send.ts';
import { takeReply } from '../support/raw.ts';

export interface Line {
  readonly method: string;
  /** As it stands in the request line. */
  readonly target: string;
  readonly hasStoreId: boolean;
}

export interface Exchange {
  /** `null`: what was sent from here on cannot be read, so nobody can say whose answer it is. */
  readonly asked: Line | null;
  readonly seen: Seen;
}

/** Both as Latin-1. Interim answers (1xx) are passed over, and so is an answer that did not come whole. */
export function exchangesOf(sent: string, received: string): readonly Exchange[] {
  const lines = requestsIn(sent);
  const exchanges: Exchange[] = [];
  let left = received;
  for (let at = 0; left !== ''; at += 1) {
    const asked = lines[at] ?? null;
    const taken = takeReply(left, asked?.method === 'HEAD');
    if (taken === undefined) break;
    exchanges.push({ asked, seen: taken.reply.seen });
    left = taken.rest;
  }
  return exchanges;
}

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+) HTTP\/1\.[01]$/;

function requestsIn(sent: string): readonly Line[] {
  const lines: Line[] = [];
  let left = sent;
  for (;;) {
    const end = left.indexOf('\r\n\r\n');
    if (end < 0) return lines;
    const [first = '', ...fields] = left.slice(0, end).split('\r\n');
    const [, method, target] = REQUEST_LINE.exec(first) ?? [];
    if (method === undefined || target === undefined) return lines;
    const names = fields.map((field) => field.slice(0, field.indexOf(':')).toLowerCase());
    lines.push({ method, target, hasStoreId: names.includes('x-store-id') });
    const rest = behindBody(fields, left.slice(end + 4));
    if (rest === null) return lines;
    left = rest;
  }
}

/** What follows the body; `null`: where that ends is not known. */
function behindBody(fields: readonly string[], text: string): string | null {
  const values = (name: string): readonly string[] =>
    fields.flatMap((field) =>
      field.toLowerCase().startsWith(`${name}:`) ? [field.slice(name.length + 1).trim()] : [],
    );
  const [lengths, codings] = [values('content-length'), values('transfer-encoding')];
  if (codings.length > 0)
    return lengths.length === 0 && codings.join() === 'chunked' ? behindChunks(text) : null;
  if (lengths.length === 0) return text;
  return lengths.length === 1 && /^\d+$/.test(lengths[0] ?? '') ? text.slice(Number(lengths[0])) : null;
}

function behindChunks(text: string): string | null {
  let left = text;
  for (;;) {
    const [head, size] = /^([0-9a-f]{1,8})\r\n/i.exec(left) ?? [];
    if (head === undefined || size === undefined) return null;
    const bytes = Number.parseInt(size, 16);
    left = left.slice(head.length + bytes);
    if (!left.startsWith('\r\n')) return null;
    left = left.slice(2);
    if (bytes === 0) return left;
  }
}
