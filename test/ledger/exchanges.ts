/** What went over one connection, cut into requests and answers again: by nothing that either side used to make them. */
import { takeAnswer } from '../../src/kit/answers.ts';
import type { Seen } from '../../src/kit/send.ts';
import { isPlain } from './plain.ts';

export interface Line {
  readonly method: string;
  /** As it stands in the request line. */
  readonly target: string;
  readonly hasStoreId: boolean;
  /** The header's value; `null`: it has none. */
  readonly origin: string | null;
  /** It came whole, and nobody could take it for anything else: there is no reason to refuse to read it. */
  readonly isPlain: boolean;
}

export interface Exchange {
  /** `null`: what was sent from here on cannot be read, so nobody can say whose answer it is. */
  readonly asked: Line | null;
  readonly seen: Seen;
}

export interface Talk {
  readonly exchanges: readonly Exchange[];
  /** A sentence for each thing that came and belongs to no request. */
  readonly faults: readonly string[];
}

/** Both as Latin-1. An answer that did not come whole is left out. */
export function talkOf(sent: string, received: string): Talk {
  const { lines, isReadable } = requestsIn(sent);
  const exchanges: Exchange[] = [];
  let left = received;
  for (let at = 0; left !== ''; at += 1) {
    const asked = lines[at] ?? null;
    // Behind what cannot be read there is one answer at most: the refusal to read it.
    if (asked === null && (isReadable || at > lines.length)) {
      return { exchanges, faults: [`${left.length} bytes behind the last answer`] };
    }
    const taken = takeAnswer(left, { isHead: asked?.method === 'HEAD', isOver: true });
    if (taken === undefined)
      return { exchanges, faults: isBeginning(left) ? [] : ['bytes that are no answer'] };
    exchanges.push({ asked, seen: taken.answer });
    left = taken.rest;
  }
  return { exchanges, faults: [] };
}

/** Whether more bytes could make an answer of it. */
const isBeginning = (text: string): boolean =>
  text.length < 9 ? 'HTTP/1.1 '.startsWith(text) : /^HTTP\/1\.[01] /.test(text);

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+) HTTP\/1\.[01]$/;

function requestsIn(sent: string): { readonly lines: readonly Line[]; readonly isReadable: boolean } {
  const lines: Line[] = [];
  let left = sent;
  while (left !== '') {
    const end = left.indexOf('\r\n\r\n');
    if (end < 0) return { lines, isReadable: false };
    const [first = '', ...fields] = left.slice(0, end).split('\r\n');
    const [, method, target] = REQUEST_LINE.exec(first) ?? [];
    if (method === undefined || target === undefined) return { lines, isReadable: false };
    const rest = behindBody(fields, left.slice(end + 4));
    const values = new Map(
      fields.map((field) => [
        field.slice(0, field.indexOf(':')).toLowerCase(),
        field.slice(field.indexOf(':') + 1).trim(),
      ]),
    );
    lines.push({
      method,
      target,
      hasStoreId: values.has('x-store-id'),
      origin: values.get('origin') ?? null,
      isPlain: rest !== null && isPlain(first, fields),
    });
    if (rest === null) return { lines, isReadable: false };
    left = rest;
  }
  return { lines, isReadable: true };
}

/** What follows the body; `null`: where that ends is not known, or it is not all there. */
function behindBody(fields: readonly string[], text: string): string | null {
  const values = (name: string): readonly string[] =>
    fields.flatMap((field) =>
      field.toLowerCase().startsWith(`${name}:`) ? [field.slice(name.length + 1).trim()] : [],
    );
  const [lengths, codings] = [values('content-length'), values('transfer-encoding')];
  if (codings.length > 0)
    return lengths.length === 0 && codings.join() === 'chunked' ? behindChunks(text) : null;
  if (lengths.length === 0) return text;
  const length = lengths.length === 1 && /^\d+$/.test(lengths[0] ?? '') ? Number(lengths[0]) : null;
  return length === null || text.length < length ? null : text.slice(length);
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
