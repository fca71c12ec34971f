/** A process that is killed at each system call by which it makes, opens and closes a store. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/stores/sqlite/open.ts';
import { endAndBeKilled } from '../../store/processes.ts';
import { theSession } from '../../store/things.ts';
import { folderForTest } from '../../support/folders.ts';
import { needsStrace } from '../faults/inject.ts';

const OPENER = fileURLToPath(new URL('../../store/fixtures/opener.ts', import.meta.url));
const CALLS = ['fdatasync', 'fsync', 'link', 'unlink', 'ftruncate', 'pwrite64'];
/** There are some forty writes; CI takes them all. */
const STRIDE = process.env['CI'] === 'true' ? 1 : 9;

/** Opens and closes the store; dies as it makes the call for the `nth` time. Says whether it died. */
function openUntil(call: string, nth: number, path: string): boolean {
  const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${nth}`];
  const program = [process.execPath, OPENER, path, String(process.getuid?.() ?? 0)];
  const { signal, stdout, stderr } = spawnSync('strace', ['-f', '-o', '/dev/null', ...inject, ...program]);
  if (signal === null) expect(`${stdout}${stderr}`).toBe('{"code":"opened"}');
  return signal !== null;
}

/** Kills at every call of each kind, and looks at what is left after each. Returns how often. */
async function killAtEachCall(made: () => string, look: (path: string) => Promise<void>): Promise<number> {
  let kills = 0;
  for (const call of CALLS) {
    for (let nth = 1; ; nth += call === 'pwrite64' ? STRIDE : 1) {
      const path = made();
      if (!openUntil(call, nth, path)) break;
      kills += 1;
      await look(path);
    }
  }
  return kills;
}

const TIMEOUT_MS = 300_000;

describe('a process that dies at any step', () => {
  it('of making a store leaves nothing that the next one stumbles over', {
    timeout: TIMEOUT_MS,
  }, async (context) => {
    needsStrace(context);
    const kills = await killAtEachCall(
      () => join(folderForTest(), 'data', 'logoutd.db'),
      async (path) => {
        const { store } = openSqliteStore(path);
        await store.check();
        await store.close();
        expect(readdirSync(join(path, '..'))).toEqual(
          expect.arrayContaining(['logoutd.db', 'logoutd.db.marker']),
        );
      },
    );
    expect(kills).toBeGreaterThan(10);
  });

  it('of opening and closing a store loses nothing of it', { timeout: TIMEOUT_MS }, async (context) => {
    needsStrace(context);
    const crashed = folderForTest();
    await endAndBeKilled(join(crashed, 'logoutd.db'), 's', 3);
    const kills = await killAtEachCall(
      () => {
        const folder = folderForTest();
        cpSync(crashed, folder, { recursive: true });
        return join(folder, 'logoutd.db');
      },
      async (path) => {
        const { store } = openSqliteStore(path);
        for (const sessionId of ['s0', 's1', 's2']) {
          expect((await theSession(store, sessionId))?.end).not.toBeNull();
        }
        expect((await store.readLog(0, 10)).entries).toHaveLength(3);
        await store.close();
      },
    );
    expect(kills).toBeGreaterThan(5);
  });
});
