/** How a store is looked over that somebody may be writing. */
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesOf } from '../../../src/stores/sqlite/files.ts';
import { inspect } from '../../../src/stores/sqlite/inspect.ts';
import { filledStore, spoil } from '../../support/filled-store.ts';
import { folderForTest } from '../../support/folders.ts';

it('a store that nobody has open is looked over without a file made beside it', async () => {
  const folder = folderForTest();
  await filledStore(join(folder, 'store.db'), 2000);
  inspect(filesOf(join(folder, 'store.db')));
  expect(readdirSync(folder)).toEqual(['store.db']);
  spoil(join(folder, 'store.db'));
  expect(() => inspect(filesOf(join(folder, 'store.db')))).toThrow(/is damaged/);
  expect(readdirSync(folder)).toEqual(['store.db']);
});

it('what was read without heeding locks does not count where somebody wrote meanwhile', async () => {
  const folder = folderForTest();
  const path = join(folder, 'store.db');
  await filledStore(path, 2000);
  copyFileSync(path, join(folder, 'sound.db'));
  spoil(path);
  let looked = 0;
  const files = {
    ...filesOf(path),
    /** Looked for before and after: in between what was torn is written to its end. */
    get log() {
      looked += 1;
      if (looked === 2) copyFileSync(join(folder, 'sound.db'), path);
      return `${path}-wal`;
    },
  };
  expect(() => inspect(files)).not.toThrow();
  expect(looked).toBeGreaterThanOrEqual(2);
});
