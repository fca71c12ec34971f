/** Stores to copy from and to: SQLite in a folder of the test, and a prefix of its own on a Redis. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Migration, migrate } from '../../../src/cli/migrate/migrate.ts';
import type { SessionStore } from '../../../src/sessions/store.ts';
import type { Archive, CopyTarget } from '../../../src/stores/archive/archive.ts';
import { type Copyable, copyableAt } from '../../../src/stores/archive/open.ts';
import { openStore } from '../../../src/stores/open.ts';
import { folderForTest } from '../../support/folders.ts';
import { apply } from '../things.ts';

export interface Places {
  readonly sqlite: () => string;
  readonly redis: () => string;
  readonly open: (address: string) => Promise<SessionStore>;
  readonly copyable: (address: string) => Copyable;
  readonly source: (address: string) => Promise<Archive>;
  readonly target: (address: string, origin: string) => Promise<CopyTarget>;
  readonly copy: (from: string, to: string) => Promise<Migration>;
}

let next = 0;

/** `redisUrl`: without `?`. All is closed at the end of the test. */
export function placesOn(redisUrl: () => string): Places {
  const folder = folderForTest();
  const open: Places['open'] = async (address) => {
    const { store } = await openStore(address, { dataFolder: folder });
    onTestFinished(() => store.close());
    return store;
  };
  const copyable = (address: string): Copyable => {
    const found = copyableAt(address, { redisDurability: 'strict', dataFolder: folder });
    if (found === null) throw new Error(`${address} cannot be copied`);
    return found;
  };
  return {
    sqlite: () => `sqlite:${join(folder, `${++next}.db`)}`,
    redis: () => `${redisUrl()}?prefix=copy-${++next}`,
    open,
    copyable,
    source: (address) => copyable(address).openSource(),
    target: (address, origin) => copyable(address).openTarget(origin),
    copy: async (from, to) => {
      const source = await copyable(from).openSource();
      try {
        const target = await copyable(to).openTarget(source.origin);
        try {
          return await migrate(source, target);
        } finally {
          await target.close();
        }
      } finally {
        await source.close();
      }
    },
  };
}

type Step = Parameters<typeof apply>[1][] | { forgetAtMs: number } | { trimBeforeMs: number };

/** Opens it, does that, and closes it again. */
export async function change({ open }: Places, address: string, ...steps: readonly Step[]): Promise<void> {
  const store = await open(address);
  for (const step of steps) {
    if ('forgetAtMs' in step) await store.forget(step.forgetAtMs, 1_000_000);
    else if ('trimBeforeMs' in step) await store.trimLog(step.trimBeforeMs, 3);
    else await apply(store, ...step);
  }
  await store.close();
}

export const checksums = ({ kinds }: Migration) =>
  kinds.map(({ kind, source, target }) => ({ kind, source, target }));
