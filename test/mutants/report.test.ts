import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderForTest } from '../support/folders.ts';
import { scoreOf } from './units/report.ts';

const source = 'const one = 1;\nif (one) {\n  done();\n}\n';
const place = (line: number, column: number) => ({ line, column });
const mutant = (status: string, start = place(1, 13), end = place(1, 14)) => ({
  mutatorName: 'AnyMutator',
  replacement: '2',
  status,
  location: { start, end },
});

function scored(...mutants: ReturnType<typeof mutant>[]) {
  const file = join(folderForTest(), 'report.json');
  writeFileSync(file, JSON.stringify({ files: { 'src/tokens/one.ts': { source, mutants } } }));
  return scoreOf('tokens', file);
}

it('a mutant counts as caught by a test that fails, or that never ends', () => {
  const { survivors, ...counts } = scored(
    ...['Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'RuntimeError'].map((status) =>
      mutant(status),
    ),
  );
  expect(counts).toStrictEqual({ room: 'tokens', score: 60, mutants: 5, caught: 3, byTime: 1 });
  expect(survivors).toHaveLength(2);
});

it('a survivor is shown with its place, what stood there, and what stands there instead', () => {
  const { survivors } = scored(mutant('Survived'), mutant('NoCoverage', place(2, 10), place(4, 2)));
  expect(survivors).toStrictEqual([
    'src/tokens/one.ts:1  AnyMutator: 1 → 2',
    'src/tokens/one.ts:2  AnyMutator: { done(); } → 2, which no test runs',
  ]);
});

it('a room without mutants has no score', () => {
  expect(() => scored(mutant('Ignored'))).toThrow('Stryker made no mutant of src/tokens');
});
