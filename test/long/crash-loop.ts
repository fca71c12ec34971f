/** `npm run crash-loop`: `kill -9` under load, again and again. See `-- --help`. */
import { readArguments } from './arguments.ts';
import { crashLoop } from './crash/loop.ts';
import { storeNamed } from './store-named.ts';

const about = `Kills a server with SIGKILL at random moments: under the load of many clients, while it stops, while it starts. After
each restart on the same store, every logout that was acknowledged has to hold, nothing that nobody asked to end may
have ended, and a request that ends several sessions has ended all of them or none. Ends with 0 if all of that holds.`;

const { kills, seed, clients, workers, store } = readArguments('crash-loop', about, {
  kills: { fallback: 20, least: 1, meaning: 'how often' },
  workers: { fallback: 0, meaning: 'of the server; 0 is a single process' },
  store: { fallback: 'sqlite', choices: ['sqlite', 'redis'], meaning: 'what lies under it' },
  clients: { fallback: 32, least: 1, meaning: 'how many at once' },
  seed: { fallback: Date.now() % 1_000_000, meaning: 'of the choices and moments; the machine adds its own' },
});

console.log(`seed ${seed}`);
const result = await crashLoop({
  kills,
  seed,
  clients,
  store: storeNamed(store),
  ...(workers > 0 ? { workers } : {}),
  onRound: console.log,
});
for (const fault of result.faults.slice(0, 50)) console.log(fault);
const { load, stop, start } = result.kills;
console.log(
  `${load + stop + start} kills (${load} under load, ${stop} while stopping, ${start} while starting): ${result.ends} ends acknowledged, ${result.cutOff} requests cut off, ${result.faults.length} faults`,
);
process.exitCode = result.faults.length === 0 && result.cutOff > 0 ? 0 : 1;
