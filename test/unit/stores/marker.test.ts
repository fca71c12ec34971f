import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseMark, spellMark } from '../../../src/stores/sqlite/marker.ts';

const mark = {
  identity: '0123456789abcdef0123456789abcdef',
  commits: 42,
  open: true,
  home: 'fedcba9876543210fedcba9876543210',
};

describe('a mark', () => {
  it('reads as it was written', () => {
    for (const one of [
      mark,
      { ...mark, open: false },
      { ...mark, home: null },
      { ...mark, commits: Number.MAX_SAFE_INTEGER },
    ]) {
      expect(parseMark(spellMark(one))).toEqual(one);
    }
  });

  it('always has the same length, so that a new one covers the old', () => {
    const later = { ...mark, commits: 1e15, open: false, home: null };
    expect(spellMark(later)).toHaveLength(spellMark(mark).length);
  });

  it('of before there were homes is read, too', () => {
    const text = `logoutd store marker 1\nidentity ${mark.identity}\ncommits 0000000000000042\nopen no \n`;
    const sum = crc32(text).toString(16).padStart(8, '0');
    expect(parseMark(`${text}checksum ${sum}\n`)).toEqual({ ...mark, open: false, home: null });
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
