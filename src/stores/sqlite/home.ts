import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

/** Linux makes a new one each time that it starts; containers have their host's. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/**
 * Names a file in one run of its machine. For as long as both last the file holds whatever any process has written to it, be it that
 * the process was killed; a copy of it, or the same file after a power cut, has another name. `null`: nobody can say.
 */
export function homeOf(file: string): string | null {
  try {
    const boot = readFileSync(BOOT_ID, 'latin1').trim();
    const { dev, ino } = statSync(file, { bigint: true });
    return createHash('sha256').update(`${boot} ${dev} ${ino}`).digest('hex').slice(0, 32);
  } catch {
    return null;
  }
}
