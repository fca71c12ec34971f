import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { fields, Table } from '../../../src/cli/output/table.ts';

interface Row {
  readonly id: string;
  readonly who: string | null;
  readonly why?: string;
}
const columns = [
  { title: 'ID', of: ({ id }: Row) => id },
  { title: 'WHO', of: ({ who }: Row) => who, mayBeCut: true as const },
  { title: 'WHY', of: ({ why }: Row) => why ?? null },
];
const plain = (text: string): string => text;
const table = (width: number | null = null) => new Table(columns, { width, styleTitle: plain });

describe('a table', () => {
  it('lines its columns up, and says what is missing by a dash', () => {
    const lines = table().lines([
      { id: 'a', who: 'grace', why: 'left' },
      { id: 'long-one', who: null },
    ]);
    expect(lines).toEqual(['ID        WHO    WHY', 'a         grace  left', 'long-one  -      -']);
  });

  it('counts columns of the terminal, not characters', () => {
    const lines = table().lines([
      { id: '世界', who: 'x' },
      { id: '👩‍👩‍👧', who: 'x' },
      { id: 'e\u0301', who: 'x' },
      { id: 'abcd', who: 'x' },
    ]);
    const before = lines.map((line) => stringWidth(line.split(/(?=x|WHO)/)[0] ?? ''));
    expect(new Set(before).size).toBe(1);
  });

  it('lets no value begin another line', () => {
    expect(table().lines([{ id: 'a\nb', who: '\u001b[2J' }])).toHaveLength(2);
  });

  it('has one head however many portions come, and grows for later ones', () => {
    const portions = table();
    expect(portions.lines([{ id: 'a', who: 'b' }])).toHaveLength(2);
    expect(portions.lines([{ id: 'abcdef', who: 'b' }])).toEqual(['abcdef  b    -']);
    expect(portions.lines([{ id: 'a', who: 'b' }])).toEqual(['a       b    -']);
  });

  it('cuts what may be cut where the terminal is narrow, and nothing else', () => {
    const row = { id: 'an-id-that-must-stay-whole', who: 'someone@example.com', why: 'left' };
    const [, line = ''] = table(44).lines([row]);
    expect(line).toBe('an-id-that-must-stay-whole  someone@e…  left');
    const [, tiny = ''] = table(10).lines([row]);
    expect(tiny).toBe('an-id-that-must-stay-whole  someone…  left');
    expect(table().lines([row])[1]).toContain('someone@example.com');
  });

  it('cuts wide characters whole', () => {
    const [, line = ''] = table(24).lines([{ id: 'id', who: '世界世界世界世界世界', why: 'left' }]);
    expect(line).toBe('id  世界世界世界…   left');
    expect(stringWidth(line)).toBeLessThanOrEqual(24);
  });

  it.each([
    ['abcdefg\u200dhij', 'id  abcdefg\\u200d…  left'],
    ['abcdefgh\u200dij', 'id  abcdefgh…       left'],
    ['abc\u{e0001}defghi', 'id  abc…            left'],
  ])('cuts through no escape: %j', (who, cut) => {
    const [, line = ''] = table(24).lines([{ id: 'id', who, why: 'left' }]);
    expect(line).toBe(cut);
  });
});

it('fields stand one below another, and none begins a line of its own', () => {
  const lines = fields(
    [
      ['id', 'a'],
      ['reason', 'x\ny'],
      ['none', null],
    ],
    plain,
  );
  expect(lines).toEqual(['id      a', 'reason  x\\u000ay', 'none    -']);
});
