/** `npm run redis-crash-loop`: `kill -9` on a Redis under load, again and again. See `-- --help`. */
import { readArguments } from './arguments.ts';
import { redisCrashLoop } from './redis/loop.ts';

const about = `Kills a redis-server of its own (appendonly yes, appendfsync always) with SIGKILL at random moments under the load of
two stores, some of them while it rewrites its file. After each restart every end that was acknowledged has to be there,
nothing that nobody asked to end may have ended, a cut-off has ended all of its sessions or none, and the log has each
end once and no gap. Ends with 0 if all of that holds.`;

const { kills, seed, clients } = readArguments('redis-crash-loop', about, {
  kills: { fallback: 50, least: 1, meaning: 'how often' },
  clients: { fallback: 32, least: 1, meaning: 'how many at once' },
  seed: { fallback: Date.now() % 1_000_000, meaning: 'of the choices and moments; the machine adds its own' },
});

console.log(`seed ${seed}`);
const result = await redisCrashLoop({ kills, seed, clients, onRound: console.log });
for (const fault of result.faults.slice(0, 50)) console.log(fault);
console.log(
  `${result.kills} kills: ${result.ends} ends acknowledged, ${result.cutOff} calls cut off, ${result.faults.length} faults`,
);
process.exitCode = result.faults.length === 0 && result.cutOff > 0 ? 0 : 1;
