/** A full disk: nothing that is not stored is said to have ended, and all is well once there is room. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { diskForTest, mayMount, WHY_NOT } from '../support/disks.ts';
import { gsm, platform } from '../support/logouts.ts';
import { startServer } from '../support/server.ts';
import { token } from '../support/tokens.ts';

function fill(file: string): void {
  for (const size of [1 << 16, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Full for pieces of this size.
    }
  }
}

it('a logout on a full disk is a 500, and the same logout a 200 once there is room, also after a crash', async (context) => {
  if (!mayMount) context.skip(WHY_NOT);
  const disk = diskForTest('1m');
  const env = { LOGOUTD_STORE: `sqlite:${join(disk, 'logoutd.db')}`, LOGOUTD_RATE_LIMIT_PLATFORM: 'off' };
  const first = await startServer({ env });
  onTestFinished(() => void first.stop('SIGKILL'));
  const before = token();
  expect((await platform(first, before)).status).toBe(200);
  fill(join(disk, 'filler'));

  const statuses = new Set<number>();
  const acknowledged: string[] = [before];
  let refused = '';
  for (let at = 0; at < 2000 && refused === ''; at += 1) {
    const one = token();
    const { status } = await platform(first, one);
    statuses.add(status);
    if (status === 200) acknowledged.push(one);
    else refused = one;
  }
  expect([...statuses].toSorted()).toEqual(expect.arrayContaining([500]));
  expect([...statuses].every((status) => status === 200 || status === 500)).toBe(true);

  rmSync(join(disk, 'filler'));
  expect((await platform(first, refused)).status).toBe(200);
  acknowledged.push(refused);
  await first.stop('SIGKILL');
  const second = await startServer({ env });
  onTestFinished(() => void second.stop('SIGKILL'));
  for (const one of acknowledged.slice(-50)) expect((await gsm(second, one)).status).toBe(401);
  await second.stop();
});
