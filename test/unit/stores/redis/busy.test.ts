import { describe, expect, it } from 'vitest';
import { Busy } from '../../../../src/stores/redis/busy.ts';

const MINUTE_MS = 60_000;

/** A server that answers INFO as Redis writes it, and a clock. */
function server() {
  const state = { rewriting: 0, saving: 0, usedMemory: 50, maxMemory: 100, nowMs: 1000 };
  const sections = (): Readonly<Record<string, string>> => ({
    persistence: `# Persistence\r\nrdb_bgsave_in_progress:${state.saving}\r\naof_rewrite_in_progress:${state.rewriting}\r\naof_rewrite_scheduled:0\r\n`,
    memory: `# Memory\r\nused_memory:${state.usedMemory}\r\nused_memory_peak:999\r\nmaxmemory:${state.maxMemory}\r\n`,
  });
  const send = async ([, section = '']: readonly string[]) => sections()[section] ?? '';
  return { state, busy: new Busy({ link: { send }, elapsed: () => state.nowMs }) };
}

describe('a Redis', () => {
  it('that has nothing to do is not waited for', async () => {
    expect(await server().busy.isWaitedFor()).toBe(false);
  });

  it.each(['rewriting', 'saving'] as const)('is waited for while it is %s', async (what) => {
    const { state, busy } = server();
    state[what] = 1;
    expect(await busy.isWaitedFor()).toBe(true);
    state[what] = 0;
    expect(await busy.isWaitedFor()).toBe(false);
  });

  it('is waited for ten minutes, one file after the other, and again once it was idle', async () => {
    const { state, busy } = server();
    state.rewriting = 1;
    expect(await busy.isWaitedFor()).toBe(true);
    state.nowMs += 9 * MINUTE_MS;
    Object.assign(state, { rewriting: 0, saving: 1 });
    expect(await busy.isWaitedFor()).toBe(true);
    state.nowMs += MINUTE_MS;
    expect(await busy.isWaitedFor()).toBe(true);
    state.nowMs += 1;
    expect(await busy.isWaitedFor()).toBe(false);
    state.nowMs += MINUTE_MS;
    expect(await busy.isWaitedFor()).toBe(false);
    state.saving = 0;
    expect(await busy.isWaitedFor()).toBe(false);
    state.saving = 1;
    expect(await busy.isWaitedFor()).toBe(true);
  });

  it('is not waited for when its memory runs short, since forgetting makes room', async () => {
    const { state, busy } = server();
    state.rewriting = 1;
    state.usedMemory = 89;
    expect(await busy.isWaitedFor()).toBe(true);
    state.usedMemory = 90;
    expect(await busy.isWaitedFor()).toBe(false);
  });

  it('is waited for whatever it takes where nothing limits its memory', async () => {
    const { state, busy } = server();
    Object.assign(state, { rewriting: 1, usedMemory: 5000, maxMemory: 0 });
    expect(await busy.isWaitedFor()).toBe(true);
  });
});
