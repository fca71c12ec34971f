/** `logoutd doctor` as it is run for a test: what it found, and what it may have changed. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { freePort } from '../support/free-port.ts';
import { productionEnv } from '../support/server.ts';
import { logoutd, type Place } from './logoutd.ts';

/** Where nobody listens. */
export const nowhere = async (): Promise<string> => String(await freePort());

export const production = async (): Promise<Record<string, string>> => ({
  ...productionEnv(),
  PORT: await nowhere(),
});

export async function examined(place: Place, ...args: readonly string[]) {
  const { status, stdout, stderr } = await logoutd(['doctor', '--json', ...args], place);
  const findings = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Finding);
  const of = (verdict: Finding['verdict']): readonly string[] =>
    findings.filter((finding) => finding.verdict === verdict).map(({ about, says }) => `${about}: ${says}`);
  return { status, stderr, findings, wrong: of('wrong'), warn: of('warn'), ok: of('ok') };
}

/** Every file below a folder: what is in it, its mode, and when it was written. */
export function stateOf(folder: string): readonly unknown[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => {
      const { mode, mtimeMs, size } = statSync(path);
      return [path, mode, mtimeMs, size, statSync(path).isFile() ? readFileSync(path, 'latin1') : null];
    });
}
