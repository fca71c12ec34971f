/** What a copy is before it has its name. */
import { rmSync } from 'node:fs';

export function removeDraft(draft: string): void {
  for (const leftover of ['', '-journal']) rmSync(draft + leftover, { force: true });
}
