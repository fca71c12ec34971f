import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromText, toText } from '../../../src/stores/text.ts';

/** Any code units at all, halves of surrogate pairs too, many of them near the borders. */
const anyUnits = fc
  .array(
    fc.oneof(
      fc.nat(0xffff),
      fc.constantFrom(0, 0x61, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfffd, 0xffff),
    ),
    { maxLength: 6 },
  )
  .map((units) => String.fromCharCode(...units));

const asBytes = (text: string): Buffer => Buffer.from(text, 'utf8');

describe('text for SQLite', () => {
  it('comes back unit by unit after UTF-8', () => {
    fc.assert(fc.property(anyUnits, (value) => fromText(asBytes(toText(value)).toString('utf8')) === value));
  });

  it('has bytes in the order of the code units', () => {
    fc.assert(
      fc.property(anyUnits, anyUnits, (a, b) => {
        const order = a === b ? 0 : a < b ? -1 : 1;
        expect(Math.sign(Buffer.compare(asBytes(toText(a)), asBytes(toText(b))))).toBe(order);
      }),
    );
  });

  it('is what it was, for all that people write', () => {
    for (const value of ['', 'alice', 'é', 'e\u0301', '張', 'a\0b', "'%_"]) expect(toText(value)).toBe(value);
  });
});
