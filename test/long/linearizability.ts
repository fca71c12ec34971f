/** `npm run linearizability`: ends and checks at once, and whether their history can have happened. See `-- --help`. */
import { hasRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { startServer, temporaryFolder } from '../support/server.ts';
import type { StoreKind } from '../support/stores/kind.ts';
import { redis } from '../support/stores/redis.ts';
import { sqlite } from '../support/stores/sqlite.ts';
import { readArguments } from './arguments.ts';
import { runAtOnce } from './linearizability/loop.ts';
import { LIMITS_OFF } from './shots.ts';

const about = `Ends sessions in every way over many connections, and asks meanwhile whether they are active: by verify, by
introspection and by their records, on a server of several workers, first on SQLite and then on a Redis of its own.
Everything is noted with its begin and its end by one clock. No check that begins after an acknowledged end, or after a
check that found the session ended, may say active, and none may say inactive before anybody asked for an end. Ends
with 0 if all of that holds.`;

const { operations, workers, seed } = readArguments('linearizability', about, {
  operations: { fallback: 100_000, least: 1, meaning: 'ends and checks, on each store' },
  workers: { fallback: 4, least: 1, meaning: 'of the server' },
  seed: { fallback: Date.now() % 1_000_000, meaning: 'of the choices; the machine adds its own' },
});

async function holdsOn(name: string, kind: StoreKind): Promise<boolean> {
  const folder = temporaryFolder();
  const env = { ...LIMITS_OFF, ...(await kind.settingsFor(folder)), LOGOUTD_WORKERS: String(workers) };
  const server = await startServer({ folder, env });
  try {
    const result = await runAtOnce({ port: server.port, operations, seed });
    const { ends, checks, after, violations, wrong } = result;
    for (const line of [...violations, ...wrong].slice(0, 50)) console.log(line);
    console.log(
      `${name}: ${ends} ends and ${checks} checks, ${after} of them after an acknowledged end; ${violations.length} violations, ${wrong.length} wrong answers`,
    );
    return violations.length === 0 && wrong.length === 0 && after > 0;
  } finally {
    await server.stop();
    await kind.dispose();
  }
}

console.log(`seed ${seed}`);
const onSqlite = await holdsOn('SQLite', sqlite);
if (!hasRedis) console.log(`Redis: ${WHY_NO_REDIS}`);
const onRedis = hasRedis && (await holdsOn('Redis', redis));
process.exitCode = onSqlite && onRedis ? 0 : 1;
