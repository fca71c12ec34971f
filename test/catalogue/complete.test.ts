/** Every number of the catalogue has its tests, and every test of the catalogue its number. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { catalogue } from './catalogued.ts';

const here = new URL('.', import.meta.url);
const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.test.ts') && file !== 'complete.test.ts',
);
const numbers = files.flatMap((file) =>
  [...readFileSync(new URL(file, here), 'utf8').matchAll(/^describe(?:\.\w+)?\(catalogued\((\d+)\)/gm)].map(
    ([, number]) => Number(number),
  ),
);

it('has tests for every number, in one place each', () => {
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Object.keys(catalogue).map(Number));
});
