/** A process of its own that opens a store that is there: what it takes for that, and then the stages. */
import { execFileSync } from 'node:child_process';
import { withActivity } from '../../../src/sessions/activity.ts';
import { openStore } from '../../../src/stores/open.ts';
import { stages } from './stages.ts';

const [url = '', dataFolder = '', port = '', live = '0', ended = '0', now = '0', seconds = '1'] =
  process.argv.slice(2);
const redis = (...command: string[]): string =>
  execFileSync('redis-cli', ['-p', port, '--json', ...command], { encoding: 'utf8' });
/** Each has its microseconds in third place. */
const slowestMs = (): number => {
  const slow = JSON.parse(redis('slowlog', 'get', '-1')) as readonly (readonly unknown[])[];
  redis('slowlog', 'reset');
  return Math.max(0, ...slow.map((entry) => Number(entry[2]))) / 1000;
};
if (port !== '') redis('config', 'set', 'slowlog-log-slower-than', '1000');

const residentMiB = () => process.memoryUsage.rss() / 2 ** 20;
const begunMs = performance.now();
const { store: opened } = await openStore(url, { dataFolder });
const openedMs = performance.now() - begunMs;
const store = withActivity(opened, {
  onError: (error) => {
    throw error;
  },
});
const residentAtStart = residentMiB();
const watch = { store, live: Number(live), nowMs: Number(now), slowestMs: port === '' ? null : slowestMs };
const figures = await stages(watch, Number(ended), Number(seconds));
process.stdout.write(JSON.stringify({ openedMs, residentAtStart, residentAtEnd: residentMiB(), figures }));
await store.close();
