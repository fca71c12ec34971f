import { describe, expect, it } from 'vitest';
import { parseMark, spellMark } from '../../../src/stores/sqlite/marker.ts';

const mark = { identity: '0123456789abcdef0123456789abcdef', commits: 42, open: true };

describe('a mark', () => {
  it('reads as it was written', () => {
    for (const one of [mark, { ...mark, open: false }, { ...mark, commits: Number.MAX_SAFE_INTEGER }]) {
      expect(parseMark(spellMark(one))).toEqual(one);
    }
  });

  it('always has the same length, so that a new one covers the old', () => {
    const later = { ...mark, commits: 1e15, open: false };
    expect(spellMark(later)).toHaveLength(spellMark(mark).length);
  });

  it('is damaged when any character is another, is missing, or is one too many', () => {
    const text = spellMark(mark);
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === '1' ? '2' : '1';
      expect(parseMark(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
      expect(parseMark(text.slice(0, at))).toBeNull();
    }
    expect(parseMark(`${text}\n`)).toBeNull();
    expect(parseMark('')).toBeNull();
  });
});
