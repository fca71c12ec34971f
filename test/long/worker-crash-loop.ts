/** `npm run worker-crash-loop`: `kill -9` on one worker after the other under load. See `-- --help`. */
import { readArguments } from './arguments.ts';
import { workerCrashLoop } from './crash/workers.ts';
import { storeNamed } from './store-named.ts';

const about = `Kills the workers of a server with SIGKILL, one after the other, at random moments under the load of many clients.
Each time the server has to replace it and to stay ready; every logout that was acknowledged has to hold, nothing that
nobody asked to end may have ended, and a request that ends several sessions has ended all of them or none. Ends with 0
if all of that holds. A worker is killed once it has served for ten seconds, since others are replaced ever later.`;

const { kills, seed, clients, workers, store } = readArguments('worker-crash-loop', about, {
  kills: { fallback: 50, least: 1, meaning: 'how often' },
  workers: { fallback: 4, least: 2, meaning: 'of the server' },
  store: { fallback: 'sqlite', choices: ['sqlite', 'redis'], meaning: 'what lies under it' },
  clients: { fallback: 32, least: 1, meaning: 'how many at once' },
  seed: { fallback: Date.now() % 1_000_000, meaning: 'of the choices and moments; the machine adds its own' },
});

console.log(`seed ${seed}`);
const result = await workerCrashLoop({
  kills,
  seed,
  clients,
  workers,
  store: storeNamed(store),
  onRound: console.log,
});
for (const fault of result.faults.slice(0, 50)) console.log(fault);
console.log(
  `${result.kills} kills: ${result.ends} ends acknowledged, ${result.cutOff} requests cut off, ${result.refused} refused, ${result.unanswered} never answered, another worker after ${Math.round(result.slowestReplacementMs)} ms at most, ${result.faults.length} faults`,
);
process.exitCode = result.faults.length === 0 && result.cutOff > 0 ? 0 : 1;
