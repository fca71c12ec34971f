/** The workers of a server that was started with `LOGOUTD_WORKERS`. */

import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Process ids of those that are there now. */
export function workersOf({ process: { pid } }: { readonly process: ChildProcess }): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}
