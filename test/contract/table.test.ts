/** The table has a row for everything that the documents declare, and none for anything else. */
import { expect, test } from 'vitest';
import { declarations, keyOf } from '../../src/kit/documents.ts';
import { scenarios } from '../../src/kit/rows/table.ts';

const unique = (keys: readonly string[]): readonly string[] => [...new Set(keys)].sort();

test('every operation, status, media type and example of the documents has its row, and every row is declared', () => {
  expect(unique(scenarios.map(keyOf))).toEqual(unique(declarations.map(keyOf)));
});

test('a row stands in the contract that declares its operation', () => {
  const owners = new Map(declarations.map(({ operationId, contract }) => [operationId, contract]));
  expect(scenarios.filter(({ operationId, contract }) => owners.get(operationId) !== contract)).toEqual([]);
});

test('no two rows are the same sentence', () => {
  const sentences = scenarios.flatMap((row) =>
    'when' in row ? [`${keyOf(row)} | ${row.on} | ${row.when}`] : [],
  );
  expect(unique(sentences)).toHaveLength(sentences.length);
});

test('only these answers cannot be brought about over the wire', () => {
  const exceptions = scenarios.flatMap((row) => ('unreachable' in row ? [row] : []));
  expect(exceptions.map(({ operationId, status }) => `${operationId} ${status}`)).toEqual([
    'readHealth 500',
    'readMetrics 500',
  ]);
});
