import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lists } from './lists.ts';
import { mutated } from './mutant.ts';

/** Whether they are caught is what `npm run mutants` finds out. */
describe.each(Object.entries(lists))('the mutants of %s', (_, mutants) => {
  it.each(mutants)('$name: fits the code as it is', (mutant) => {
    const text = readFileSync(mutant.file, 'utf8');
    expect(mutated(text, mutant)).not.toBe(text);
  });
});
