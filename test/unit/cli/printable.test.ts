import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLine, printable } from '../../../src/cli/output/printable.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about.
const ACTING = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/;
const anyText = fc.string({ unit: 'binary' });

describe('text from elsewhere', () => {
  it('keeps what people write', () => {
    for (const text of ['user-42', 'Grüße, 世界', 'a b', '🙂', '/\\"', 'é'])
      expect(printable(text)).toBe(text);
  });

  it.each([
    ['a colour', '\u001b[31mred', '\\u001b[31mred'],
    ['the title of the window', '\u001b]0;owned\u0007', '\\u001b]0;owned\\u0007'],
    ['a sequence of one character', '\u009b2J', '\\u009b2J'],
    ['another line', 'a\nb\r\u2028', 'a\\u000ab\\u000d\\u2028'],
    ['another direction', 'user\u202egnp', 'user\\u202egnp'],
    ['what nobody sees', 'ad\u200bmin', 'ad\\u200bmin'],
    ['tags beyond the first plane', '\u{e0041}', '\\udb40\\udc41'],
  ])('writes out %s', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('never acts, whatever it is', () => {
    fc.assert(fc.property(anyText, (text) => !ACTING.test(printable(text))));
  });
});

describe('a line of JSON', () => {
  it('has the value that it was made from, and nothing that acts', () => {
    fc.assert(
      fc.property(anyText, fc.jsonValue(), (text, value) => {
        const line = jsonLine({ text, value });
        expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify({ text, value })));
        expect(line).not.toMatch(ACTING);
      }),
    );
  });
});
