/** The workers of a server that was started with `LOGOUTD_WORKERS`. */
import { readFileSync } from 'node:fs';
import type { TestServer } from './server.ts';

/** Process ids of those that are there now. */
export function workersOf({ process: { pid } }: TestServer): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}
