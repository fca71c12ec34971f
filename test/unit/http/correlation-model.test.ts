/** The reader of `x-request-id` and `traceparent` against one that takes them apart by hand. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { correlate } from '../../../src/http/correlation.ts';

const made = (): string => 'made';
const all = (text: string, alphabet: string): boolean =>
  Array.from(text).every((one) => alphabet.includes(one));
const HEX = '0123456789abcdef';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const isRequestId = (text: string): boolean =>
  text.length >= 1 && text.length <= 128 && all(text, `${LETTERS}0123456789._-`);

/** W3C Trace Context, section 3.2.2. */
function traceIdOf(text: string): string | null {
  const [version = '', traceId = '', parentId = '', flags = '', ...more] = text.split('-');
  const isHex = (field: string, length: number): boolean => field.length === length && all(field, HEX);
  if (!isHex(version, 2) || version === 'ff' || !isHex(flags, 2)) return null;
  if (!isHex(traceId, 32) || all(traceId, '0') || !isHex(parentId, 16) || all(parentId, '0')) return null;
  return version === '00' && more.length > 0 ? null : traceId;
}

function model(requestId: string | undefined, traceparent: string | undefined): string {
  if (requestId !== undefined && isRequestId(requestId)) return requestId;
  return (traceparent === undefined ? null : traceIdOf(traceparent)) ?? 'made';
}

/** A header's value has no line break: the parser refuses it. */
const octet = fc
  .nat(255)
  .filter((code) => code !== 10 && code !== 13)
  .map((code) => String.fromCharCode(code));
const hex = (length: number) =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.string({ unit: fc.constantFrom(...HEX), minLength: length, maxLength: length }),
    },
    { weight: 1, arbitrary: fc.constantFrom('0'.repeat(length), 'f'.repeat(length), 'A'.repeat(length)) },
    {
      weight: 1,
      arbitrary: fc.string({ unit: fc.constantFrom(...HEX), minLength: length - 1, maxLength: length + 1 }),
    },
  );
const fields = fc
  .tuple(fc.oneof(fc.constantFrom('00', '01', 'fe', 'ff', '0'), hex(2)), hex(32), hex(16), hex(2))
  .map((parts) => parts.join('-'));
const traceparents = fc.oneof(
  fields,
  fc.tuple(fields, fc.constantFrom('-', '-more', '-00-00', 'x', ' ', ',')).map((parts) => parts.join('')),
  fc.tuple(fields, fc.nat(60), octet).map(([text, at, one]) => text.slice(0, at) + one + text.slice(at + 1)),
  fc.mixedCase(fields),
  fc.string({ unit: octet }),
);
const allowed = fc.constantFrom(...LETTERS, ...'0123456789._-');
const requestIds = fc.oneof(
  fc.string({ unit: allowed, maxLength: 130 }),
  fc.string({ unit: allowed, minLength: 126, maxLength: 130 }),
  fc.tuple(fc.string({ unit: allowed }), octet, fc.string({ unit: allowed })).map((parts) => parts.join('')),
);

it('takes the id, else the trace, else makes one, as the model does', () => {
  const met = { id: 0, trace: 0, made: 0 };
  fc.assert(
    fc.property(
      fc.option(requestIds, { nil: undefined }),
      fc.option(traceparents, { nil: undefined }),
      (id, trace) => {
        const wanted = model(id, trace);
        expect(correlate({ 'x-request-id': id, traceparent: trace }, made)).toEqual({
          id: wanted,
          brought: wanted !== 'made' || id === 'made',
        });
        met[wanted === id ? 'id' : wanted === 'made' ? 'made' : 'trace'] += 1;
      },
    ),
    { numRuns: 5_000 },
  );
  expect(Math.min(met.id, met.trace, met.made)).toBeGreaterThan(200);
});

it('has no use for anything but text', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (value) => {
      fc.pre(typeof value !== 'string');
      expect(correlate({ 'x-request-id': value, traceparent: value }, made)).toEqual({
        id: 'made',
        brought: false,
      });
    }),
  );
});
