/**
 * Strings as the stores keep them. SQLite and Redis speak UTF-8 and order by code point; the store's contract
 * compares UTF-16 code units, and a JSON string can hold half a surrogate pair, which UTF-8 cannot say. So each
 * code unit from D800 on is written as a code point of its own, in the same order. All other text stays as it is.
 */
const SHIFTED = /[\ud800-\uffff]/;
const SURROGATES_TO = 0xe000;
const OTHERS_TO = 0x10000;

export function toText(value: string): string {
  if (!SHIFTED.test(value)) return value;
  let text = '';
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at);
    if (unit < 0xd800) text += value.charAt(at);
    else
      text += String.fromCodePoint(unit < 0xe000 ? unit - 0xd800 + SURROGATES_TO : unit - 0xe000 + OTHERS_TO);
  }
  return text;
}

export function fromText(text: string): string {
  if (!SHIFTED.test(text)) return text;
  let value = '';
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < SURROGATES_TO) value += character;
    else
      value += String.fromCharCode(
        point < OTHERS_TO ? point - SURROGATES_TO + 0xd800 : point - OTHERS_TO + 0xe000,
      );
  }
  return value;
}

export const toTextOrNull = (value: string | null): string | null => (value === null ? null : toText(value));
export const fromTextOrNull = (text: string | null): string | null => (text === null ? null : fromText(text));
