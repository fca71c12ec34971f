/** A process of its own that opens a store that is there: what it takes for that, and then the stages. */
import { withActivity } from '../../../src/sessions/activity.ts';
import { openStore } from '../../../src/stores/open.ts';
import { serverClocks } from './server-clocks.ts';
import { stages } from './stages.ts';

const [url = '', dataFolder = '', port = '', live = '0', ended = '0', now = '0', ...rest] =
  process.argv.slice(2);
const [seconds = '1', forget = '0'] = rest;
const server = port === '' ? null : serverClocks(port);

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
const watch = { store, live: Number(live), nowMs: Number(now), server };
const figures = await stages(watch, {
  ended: Number(ended),
  forget: Number(forget),
  seconds: Number(seconds),
});
process.stdout.write(JSON.stringify({ openedMs, residentAtStart, residentAtEnd: residentMiB(), figures }));
await store.close();
