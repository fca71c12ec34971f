/**
 * The cookie reader against a reader of its own making: RFC 6265, sections 4.1.1 and 5.4, and the ruling that every
 * value of a name counts, and that an illegible one is still one that the request carries.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriesCookie, cookieValues } from '../../../src/http/cookies.ts';

const NAME = 'gsm_token';

const isOctet = (code: number): boolean =>
  code === 0x21 ||
  (code >= 0x23 && code <= 0x2b) ||
  (code >= 0x2d && code <= 0x3a) ||
  (code >= 0x3c && code <= 0x5b) ||
  (code >= 0x5d && code <= 0x7e);

/** White space of HTTP (RFC 9110, section 5.6.3), and no other. */
function stripped(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && ' \t'.includes(text.charAt(from))) from += 1;
  while (to > from && ' \t'.includes(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

interface Read {
  readonly values: readonly string[];
  readonly carries: boolean;
}

/** Character by character. */
function model(header: string, name: string): Read {
  const values: string[] = [];
  let carries = false;
  let [key, value, inValue] = ['', '', false];
  for (const character of `${header};`) {
    if (character === ';') {
      if (stripped(key) === name) {
        carries = true;
        const bare = stripped(value);
        const isQuoted = bare.length > 1 && bare.at(0) === '"' && bare.at(-1) === '"';
        const text = isQuoted ? bare.slice(1, -1) : bare;
        if (inValue && Array.from(text).every((one) => isOctet(one.codePointAt(0) ?? 0))) values.push(text);
      }
      [key, value, inValue] = ['', '', false];
    } else if (inValue) value += character;
    else if (character === '=') inValue = true;
    else key += character;
  }
  return { values, carries };
}

const read = (header: string): Read => ({
  values: cookieValues(header, NAME),
  carries: carriesCookie(header, NAME),
});

describe('the cookie reader', () => {
  const pieces = fc.constantFrom(
    ...[
      `${NAME}=`,
      `; ${NAME}=`,
      `;${NAME}=eyJ`,
      NAME,
      '=',
      '=',
      ';',
      '; ',
      ' ',
      '\t',
      '"',
      ',',
      '\\',
      'a',
      'eyJ.a-_b',
      'x',
      '$',
      '%20',
      '+',
    ],
    ...[
      '\u00a0',
      '\u0085',
      '\u00ad',
      '\u00e9',
      '\u00ff',
      '\ufeff',
      '\u2003',
      '\u2028',
      '\v',
      '\f',
      '\0',
      '\u007f',
    ],
  );

  it('reads what the model reads, in any text made of what matters', () => {
    let legible = 0;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 24 }), (parts) => {
        const header = parts.join('');
        expect(read(header)).toEqual(model(header, NAME));
        legible += model(header, NAME).values.length;
      }),
      { numRuns: 5_000 },
    );
    expect(legible).toBeGreaterThan(500);
  });

  it('reads what the model reads, in any octets around a cookie of the name', () => {
    const octets = fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(octets, octets, octets, (before, value, behind) => {
        for (const header of [`${before}${NAME}=${value}${behind}`, `${before};${NAME}=${value};${behind}`]) {
          expect(read(header)).toEqual(model(header, NAME));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('loses no value of many, in their order', () => {
    const token = fc.string({
      unit: fc
        .nat(0x7e)
        .filter(isOctet)
        .map((code) => String.fromCharCode(code)),
    });
    const pair = fc.tuple(fc.constantFrom(NAME, NAME, 'other', 'GSM_TOKEN'), token);
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const header = pairs.map(([name, value]) => `${name}=${value}`).join('; ');
        const mine = pairs.filter(([name]) => name === NAME).map(([, value]) => value);
        expect(cookieValues(header, NAME)).toEqual(mine);
      }),
    );
  });
});
