/** What a Redis says itself of how long it stood still, and what for. */
import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { saysBusy } from '../../../src/stores/redis/busy.ts';
import { type BusyWatch, watchBusy } from './busy-times.ts';

/** Each the longest since it was asked last. Milliseconds; 0: less than one. */
export interface ServerWaits {
  /** A command or script. */
  readonly commandMs: number;
  /** Until the disk had what was written: all that comes in meanwhile waits. */
  readonly syncMs: number;
  /** To begin a new file of its log, or a copy for a replica: the longer the more it holds. */
  readonly forkMs: number;
}

const SYNCS = new Set(['aof-fsync-always', 'aof-write', 'aof-write-alone', 'aof-write-active-child']);

export interface ServerClocks {
  readonly waits: () => ServerWaits;
  /** Has it begin a new file of its log, and resolves once that is done. */
  readonly rewrite: () => Promise<void>;
  readonly isBusy: () => boolean;
  readonly watchBusy: () => Promise<BusyWatch>;
}

/** Sets what it has to write down first. */
export function serverClocks(port: string): ServerClocks {
  const ask = (...command: string[]): string =>
    execFileSync('redis-cli', ['-p', port, '--json', ...command], { encoding: 'utf8' });
  const rows = (...command: string[]) => JSON.parse(ask(...command)) as readonly (readonly unknown[])[];
  ask('config', 'set', 'slowlog-log-slower-than', '1000', 'latency-monitor-threshold', '1');
  const waits = (): ServerWaits => {
    const commands = rows('slowlog', 'get', '-1').map((entry) => Number(entry[2]) / 1000);
    const events = rows('latency', 'latest').map(([name, , , longest]) => [name, Number(longest)] as const);
    ask('slowlog', 'reset');
    ask('latency', 'reset');
    const longest = (is: (name: unknown) => boolean) =>
      Math.max(0, ...events.flatMap(([name, ms]) => (is(name) ? [ms] : [])));
    return {
      commandMs: Math.max(0, ...commands),
      syncMs: longest((name) => SYNCS.has(String(name))),
      forkMs: longest((name) => name === 'fork'),
    };
  };
  const rewrite = async (): Promise<void> => {
    while (isRewriting(ask)) await pause(100);
    ask('bgrewriteaof');
    while (isRewriting(ask)) await pause(100);
  };
  const isBusy = () => saysBusy(ask('info', 'persistence'));
  return { waits, rewrite, isBusy, watchBusy: () => watchBusy(port) };
}

const isRewriting = (ask: (...command: string[]) => string): boolean =>
  /aof_rewrite_(?:in_progress|scheduled):1/.test(ask('info', 'persistence'));
