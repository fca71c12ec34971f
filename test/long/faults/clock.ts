/** A calendar that steps while a server runs, by libfaketime; time that has passed goes on as it is. */
import { spawnSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { registered, sessionRecord } from '../../support/logouts.ts';
import { temporaryFolder } from '../../support/server.ts';
import { until } from '../../support/until.ts';

export const HOUR_SECONDS = 3600;

/** What `faketime` gives to a program that it starts, so that the server itself is the child that gets our signals. */
const probe = spawnSync('faketime', ['--exclude-monotonic', '-f', '+0', 'env']);

export function needsFaketime(context: TestContext): void {
  if (probe.status !== 0) context.skip('there is no faketime on this machine');
}

export interface SteppingClock {
  /** For the server that is to follow it. */
  readonly env: Readonly<Record<string, string>>;
  /** Resolves once the server's clock is ahead of ours by so much, or behind. */
  step(server: { readonly port: number }, aheadSeconds: number, issuer?: string): Promise<void>;
}

export function steppingClock(): SteppingClock {
  const file = join(temporaryFolder(), 'ahead');
  const write = (seconds: number): void => {
    writeFileSync(`${file}.new`, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`);
    renameSync(`${file}.new`, file);
  };
  write(0);
  const lines = (probe.stdout?.toString() ?? '').split('\n');
  const given = lines.filter((line) => /^(?:LD_PRELOAD|\w*DONT_FAKE_MONOTONIC)=/.test(line));
  const env = Object.fromEntries(given.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  return {
    env: { ...env, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1' },
    step: async (server, aheadSeconds, issuer = 'default') => {
      write(aheadSeconds);
      await until(`the server's clock is ahead by ${aheadSeconds} seconds`, async () => {
        const { sessionId } = await registered(server, { subject: 'clock', issuer });
        const { startedAt } = (await sessionRecord(server, sessionId, issuer)) ?? {};
        return Math.abs(Date.parse(String(startedAt)) - Date.now() - aheadSeconds * 1000) < 30_000;
      });
    },
  };
}
