/** Whether the server keeps what it is given: asked at the start, and of each new connection. */
import { StoreError } from '../../sessions/store.ts';
import type { RedisAddress } from './address.ts';
import type { Connection } from './connect.ts';
import { Deadline } from './deadline.ts';
import { failure, inTime, kindOf } from './failures.ts';
import { listOf } from './fields.ts';

export interface Inspection {
  /** What makes it of no use at all, as words; `null`: nothing. */
  readonly unfit: string | null;
  /** What may lose what was acknowledged, each with the setting that mends it. */
  readonly unsafe: readonly string[];
  /** Whether it knows WAITAOF. */
  readonly hasWaitAof: boolean;
}

const LEAST = [6, 2] as const;
const WAITAOF_SINCE = [7, 2] as const;

/** Rejects with `StoreError` when it cannot be asked. */
export async function inspectServer(address: RedisAddress, connection: Connection): Promise<Inspection> {
  const deadline = new Deadline();
  const ask = (...command: string[]) => deadline.within(connection.send(command), () => inTime(address));
  try {
    const [info, fsync, notOnRewrite] = await Promise.all([
      ask('INFO'),
      setting(ask, 'appendfsync'),
      setting(ask, 'no-appendfsync-on-rewrite'),
    ]);
    return judge(String(info), fsync, notOnRewrite);
  } catch (error) {
    throw failure(address, error);
  }
}

/** `null`: the server does not say, as managed ones often do not. */
async function setting(
  ask: (...command: string[]) => Promise<unknown>,
  name: string,
): Promise<string | null> {
  try {
    const [, value] = listOf(await ask('CONFIG', 'GET', name));
    return typeof value === 'string' ? value : null;
  } catch (error) {
    if (error instanceof StoreError || !['NOPERM', 'ERR', ''].includes(kindOf(error))) throw error;
    return null;
  }
}

function judge(info: string, appendFsync: string | null, notOnRewrite: string | null): Inspection {
  const value = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null;
  const version = value('redis_version') ?? '0';
  const policy = value('maxmemory_policy');
  const unsafe = [
    ...(value('aof_enabled') === '1'
      ? []
      : ['it keeps no append-only file, so a crash takes what it acknowledged. Set appendonly yes']),
    ...fsyncDoubts(appendFsync, notOnRewrite),
    ...(policy === 'noeviction'
      ? []
      : [
          `its maxmemory-policy is ${policy ?? 'unknown'}, so that it may drop ended sessions when memory runs short. Set maxmemory-policy noeviction`,
        ]),
  ];
  return { unfit: unfitness(version, value('role')), unsafe, hasWaitAof: isAtLeast(version, WAITAOF_SINCE) };
}

function fsyncDoubts(appendFsync: string | null, notOnRewrite: string | null): readonly string[] {
  if (appendFsync === null) {
    return [
      'it does not say how it syncs its append-only file (CONFIG GET appendfsync). Set appendfsync always, and let logoutd ask (+config|get)',
    ];
  }
  if (appendFsync !== 'always') {
    return [
      `its appendfsync is ${appendFsync}, so a crash takes the last second or more. Set appendfsync always`,
    ];
  }
  if (notOnRewrite !== 'yes') return [];
  return [
    'it does not sync while it rewrites its append-only file, so a crash then takes what it acknowledged. Set no-appendfsync-on-rewrite no',
  ];
}

function unfitness(version: string, role: string | null): string | null {
  if (!isAtLeast(version, LEAST)) return `it is version ${version}. Use Redis 6.2 or later, or Valkey`;
  if (role === 'master') return null;
  return 'it is a replica. Point LOGOUTD_STORE at the master, or make it the master (REPLICAOF NO ONE)';
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [has = 0, hasMinor = 0] = version.split('.').map(Number);
  return has > major || (has === major && hasMinor >= minor);
}
