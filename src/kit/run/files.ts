/** The files that the results go into. */
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Options } from './options.ts';

type Files = Pick<Options, 'junit' | 'json'>;

/** A report that cannot be written; the message says which, and why. */
export class CannotReport extends Error {
  override readonly name = 'CannotReport';
}

/** Makes both, empty, so that no run is in vain, and none leaves the results of another. @throws {CannotReport} */
export function openReports({ junit, json }: Files): void {
  for (const file of [junit, json]) {
    if (file === null) continue;
    attempt(file, () => {
      mkdirSync(dirname(file), { recursive: true });
      closeSync(openSync(file, 'w'));
    });
  }
}

/** @throws {CannotReport} */
export function writeReport(file: string | null, text: string): void {
  if (file !== null) attempt(file, () => writeFileSync(file, text));
}

function attempt(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new CannotReport(`${file} cannot be written: ${(error as Error).message}`);
  }
}
