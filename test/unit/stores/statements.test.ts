import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SOURCES = globSync(fileURLToPath(new URL('../../../src/stores/sqlite/**/*.ts', import.meta.url)));

// CI runs on a newer one, and so would not see it.
it('no statement has numbered parameters: Node binds values to them in their order only from 24.7 on', () => {
  expect(SOURCES.length).toBeGreaterThan(20);
  expect(SOURCES.filter((path) => /\?\d/.test(readFileSync(path, 'utf8')))).toEqual([]);
});
