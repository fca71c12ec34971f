/** A store whose writes are watched, with activity laid over it, and a clock. */
import { vi } from 'vitest';
import { withActivity } from '../../../src/sessions/activity.ts';
import { openMemoryStore } from '../../../src/stores/memory.ts';
import { NOW_MS } from './given.ts';

export function open(capacity?: number) {
  const clock = { nowMs: NOW_MS };
  const { store: raw } = openMemoryStore();
  const onError = vi.fn();
  const store = withActivity(raw, { onError, ...(capacity === undefined ? {} : { capacity }) });
  const writes = vi.spyOn(raw, 'update');
  return { raw, store, clock, onError, writes, now: () => clock.nowMs };
}

/** Writes that a check does not wait for are of one turn here. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
