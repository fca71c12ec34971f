/** `npm run growth`: what becomes of a store with a million sessions in it. See `-- --help`. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openStore } from '../../src/stores/open.ts';
import { makeFolder, removeFolder } from '../support/folders.ts';
import { hasRedis, SAFE, startRedis } from '../support/redis.ts';
import { nodeOptions } from '../support/start-script.ts';
import { readArguments } from './arguments.ts';
import { populate } from './growth/population.ts';
import type { Figures } from './growth/stages.ts';

const about = `Fills a store with sessions that live and sessions that have ended, in SQLite and, where there is a redis-server, in Redis,
and measures on each, small and large, what checks, pages, a cut-off of all that live and forgetting all of them take, and how
long each holds checks up: by the checks themselves, by the event loop, and by what the server says of its commands, of its
waits for the disk (sync), and of its beginning a new file (fork). Apart: the longest of those checks at no time of which it was at
such a file. A line of single small writes shows what any write costs there.`;

const options = readArguments('growth', about, {
  live: { fallback: 100_000, least: 10, meaning: 'sessions that live' },
  ended: { fallback: 1_000_000, meaning: 'sessions that have ended' },
  small: { fallback: 1000, least: 10, meaning: 'sessions that live in the store to compare with' },
  seconds: { fallback: 5, least: 0.1, meaning: 'of checks' },
  forget: { fallback: 1_100_000, meaning: 'sessions to forget at the end' },
  rewriting: {
    fallback: 'yes',
    choices: ['yes', 'no'],
    meaning: 'whether Redis may begin its file anew meanwhile',
  },
  only: { fallback: '', choices: ['sqlite', 'redis'], meaning: 'this store' },
  json: { fallback: '', meaning: 'where all figures go' },
});

interface Result {
  readonly openedMs: number;
  readonly residentAtStart: number;
  readonly residentAtEnd: number;
  readonly figures: Figures;
}
interface Backend {
  readonly url: string;
  /** Of a Redis; '' for none. */
  readonly port: string;
  readonly dispose: () => Promise<void>;
}

const backends: Readonly<Record<string, (folder: string) => Promise<Backend>>> = {
  sqlite: async (folder) => ({
    url: `sqlite:${join(folder, 'store.db')}`,
    port: '',
    dispose: async () => {},
  }),
  redis: async () => {
    const still = options.rewriting === 'no' ? ['--auto-aof-rewrite-percentage', '0'] : [];
    const { url, port, dispose } = await startRedis({ args: [...SAFE, ...still] });
    return { url, port: String(port), dispose };
  },
};

async function measure(name: string, live: number, ended: number): Promise<Result> {
  const folder = makeFolder();
  const backend = await backends[name]?.(folder);
  if (backend === undefined) throw new Error(`no such store: ${name}`);
  try {
    const nowMs = Date.now();
    const { store } = await openStore(backend.url, { dataFolder: folder });
    await populate(store, { live, ended, nowMs });
    await store.close();
    const child = fileURLToPath(new URL('./growth/child.ts', import.meta.url));
    const { url, port } = backend;
    const given = [url, folder, port, live, ended, nowMs, options.seconds, options.forget].map(String);
    const { stdout } = await promisify(execFile)(process.execPath, [...nodeOptions, child, ...given]);
    return JSON.parse(stdout) as Result;
  } finally {
    await backend.dispose();
    removeFolder(folder);
  }
}

function tableOf({ openedMs, residentAtStart, residentAtEnd, figures }: Result): string {
  const head =
    'stage                              took ms  checks/s   p50   p99  longest   apart  loop  command  sync  fork  what came of it';
  const number = (value: number | null, width: number, digits = 1): string =>
    (value === null ? '-' : value.toFixed(digits)).padStart(width);
  const rows = Object.entries(figures).map(([name, one]) =>
    [
      name.padEnd(34),
      number(one.tookMs, 8, 0),
      number(one.perSecond, 9, 0),
      number(one.p50Ms, 5, 2),
      number(one.p99Ms, 5),
      number(one.longestMs, 8),
      number(one.longestApartMs, 7),
      number(one.loopMs, 5),
      number(one.server?.commandMs ?? null, 8),
      number(one.server?.syncMs ?? null, 5, 0),
      number(one.server?.forkMs ?? null, 5, 0),
      one.note === undefined ? '' : ` ${one.note}`,
    ].join(' '),
  );
  const opening = `opened in ${openedMs.toFixed(0)} ms; resident ${residentAtStart.toFixed(0)} MiB then, ${residentAtEnd.toFixed(0)} MiB at the end`;
  return [opening, head, ...rows].join('\n');
}

const results: Record<string, Result> = {};
const names = options.only === '' ? ['sqlite', ...(hasRedis ? ['redis'] : [])] : [options.only];
for (const name of names) {
  for (const [live, ended] of [
    [options.small, 0],
    [options.live, options.ended],
  ] as const) {
    const title = `${name}: ${live} live, ${ended} ended`;
    const result = await measure(name, live, ended);
    results[title] = result;
    console.log(`${title}\n${tableOf(result)}\n`);
  }
}
if (options.json !== '') writeFileSync(options.json, `${JSON.stringify({ options, results }, null, 2)}\n`);
