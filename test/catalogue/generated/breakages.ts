/** Ways in which the last request of a generated conversation is broken. */
import fc from 'fast-check';
import { brokenChunks, chunksBrokenLater, refusedHeads } from '../http/smuggling.ts';

/** What no reader of HTTP can be sure of. It is the last of its connection. */
export type Breakage =
  | { readonly kind: 'head'; readonly lines: string }
  | { readonly kind: 'chunks'; readonly body: string }
  | { readonly kind: 'octet'; readonly at: number; readonly octet: number; readonly cut: number }
  | { readonly kind: 'end'; readonly at: number }
  | { readonly kind: 'length'; readonly by: number }
  | { readonly kind: 'headers'; readonly count: number; readonly length: number }
  | { readonly kind: 'junk'; readonly text: string };

export const breakages: fc.Arbitrary<Breakage> = fc.oneof(
  fc.record({
    kind: fc.constant('head' as const),
    lines: fc.constantFrom(...refusedHeads.map(([, lines]) => lines)),
  }),
  fc.record({
    kind: fc.constant('chunks' as const),
    body: fc.constantFrom(...[...brokenChunks, ...chunksBrokenLater].map(([, body]) => body)),
  }),
  fc.record({ kind: fc.constant('octet' as const), at: fc.nat(600), octet: fc.nat(255), cut: fc.nat(2) }),
  fc.record({ kind: fc.constant('octet' as const), at: fc.nat(80), octet: fc.nat(255), cut: fc.nat(2) }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat(600) }),
  fc.record({
    kind: fc.constant('length' as const),
    by: fc.integer({ min: -20, max: 20 }).filter((by) => by !== 0),
  }),
  fc.record({ kind: fc.constant('headers' as const), count: fc.constantFrom(101, 2100), length: fc.nat(20) }),
  fc.record({
    kind: fc.constant('junk' as const),
    text: fc.oneof(
      fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)), minLength: 1, maxLength: 200 }),
      fc.constantFrom(
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
        'CONNECT localhost:80 HTTP/1.1\r\nHost: a\r\n\r\n',
        '\x16\x03\x01\x02\0',
      ),
    ),
  }),
);
