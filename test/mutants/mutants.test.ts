import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lists } from './lists.ts';
import { misfits, mutated } from './mutant.ts';

/** Whether they are caught is what `npm run mutants` finds out. */
describe.each(Object.entries(lists))('the mutants of %s', (_, mutants) => {
  it.each(mutants)('$name: fits the code as it is', (mutant) => {
    const text = readFileSync(mutant.file, 'utf8');
    expect(mutated(text, mutant)).not.toBe(text);
  });
});

describe('before the first mutant is run', () => {
  const mutant = (name: string, from: string) => ({
    name,
    file: 'one.ts',
    breakage: { from, to: 'x' },
    tests: [],
  });

  it('all that do not fit are named, and none that does', () => {
    const text = 'const one = 1;\nconst two = 1;\n';
    const chosen = [mutant('gone', 'three'), mutant('fits', 'two'), mutant('twice', 'const')];
    const changesNothing = { ...mutant('nothing', ''), breakage: (whole: string) => whole };
    expect(misfits([...chosen, changesNothing], () => text)).toEqual([
      '"gone" stands 0 times in one.ts, and should stand there once',
      '"twice" stands 2 times in one.ts, and should stand there once',
      '"nothing" changes nothing in one.ts',
    ]);
  });

  it('one whose file is gone is named as well', () => {
    const [said, ...more] = misfits([mutant('gone', 'x')], () => {
      throw new Error('ENOENT: one.ts');
    });
    expect([said, more]).toEqual(['"gone": ENOENT: one.ts', []]);
  });
});
