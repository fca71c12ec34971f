/** One look at the server from outside: the process, its metrics, its files. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { ADMIN_KEY } from '../../support/server.ts';
import { bearer } from '../../support/tokens.ts';
import type { Client } from '../send.ts';
import type { Load } from './load.ts';
import type { LongServer } from './server.ts';

export interface Sample {
  readonly atSeconds: number;
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
  readonly openFiles: number;
  readonly eventLoopDelayP99Ms: number;
  readonly answersPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Since the start: 5xx, wrong answers and broken connections. */
  readonly errors: number;
  readonly databaseBytes: number;
  readonly walBytes: number;
  /** Pages that hold something. */
  readonly usedBytes: number;
  readonly logEntries: number;
  readonly sessions: number;
}

export type Sampler = () => Promise<Sample>;

/** `/proc` tells about the process, so this runs on Linux. */
export function sampler(server: LongServer, client: Client, load: Load): Sampler {
  const startedAtMs = performance.now();
  let lastAtMs = startedAtMs;
  let lastAnswers = 0;
  return async () => {
    const reply = await client.send({ method: 'GET', path: '/metrics', headers: bearer(ADMIN_KEY) });
    const metric = (name: string): number =>
      Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(reply.text)?.[1]);
    const nowMs = performance.now();
    const { answers, serverErrors, unexpected, failures } = load.counts;
    const latencies = load.takeLatencies();
    const sample = {
      atSeconds: (nowMs - startedAtMs) / 1000,
      rssBytes: residentBytes(server.pid),
      heapUsedBytes: metric('nodejs_heap_size_used_bytes'),
      openFiles: readdirSync(`/proc/${server.pid}/fd`).length,
      eventLoopDelayP99Ms: metric('nodejs_eventloop_lag_p99_seconds') * 1000,
      answersPerSecond: (answers - lastAnswers) / ((nowMs - lastAtMs) / 1000),
      p50Ms: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
      p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
      errors: serverErrors + unexpected + failures,
      ...sizesOf(server.database),
    };
    lastAtMs = nowMs;
    lastAnswers = answers;
    return sample;
  };
}

function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}

type Sizes = Pick<Sample, 'databaseBytes' | 'walBytes' | 'usedBytes' | 'logEntries' | 'sessions'>;

/** In one short reading transaction each time, so that the server's checkpoints go on. */
function sizesOf(database: string): Sizes {
  const db = new DatabaseSync(database, { readOnly: true });
  try {
    const number = (sql: string): number => Number(Object.values(db.prepare(sql).get() ?? {})[0] ?? 0);
    const pages = number('PRAGMA page_count') - number('PRAGMA freelist_count');
    return {
      databaseBytes: statSync(database).size,
      walBytes: statSync(`${database}-wal`).size,
      usedBytes: pages * number('PRAGMA page_size'),
      // Entries are numbered in order, and counting them would read them all.
      logEntries: number('SELECT coalesce(max(cursor) - min(cursor) + 1, 0) FROM log'),
      sessions: number('SELECT count(*) FROM sessions'),
    };
  } finally {
    db.close();
  }
}

/** What one entry of the log takes in the file. Reads all of the log. */
export function bytesPerLogEntry(database: string): number {
  const db = new DatabaseSync(database, { readOnly: true });
  try {
    const [size] = db.prepare("SELECT pgsize AS bytes FROM dbstat('main', 1) WHERE name = 'log'").all();
    const [log] = db.prepare('SELECT count(*) AS entries FROM log').all();
    return Number(size?.['bytes'] ?? 0) / Math.max(1, Number(log?.['entries'] ?? 0));
  } finally {
    db.close();
  }
}
