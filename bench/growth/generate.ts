/**
 * Makes a store to measure with: `node bench/growth/generate.ts <database> <ended sessions> [<of these, to be forgotten>]`.
 * 5 GB for ten million. A process of its own, for it takes as much memory as the store is large, up to 4 GiB.
 */
import { parseArgs } from 'node:util';
import { fillStore } from './fill.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const [database = '', ended = 0, due = 0] = [positionals[0], ...positionals.slice(1).map(Number)];
if (database === '' || !(Number.isInteger(ended) && ended > 0) || !(Number.isInteger(due) && due <= ended))
  throw new Error('It needs a path and a whole number: node bench/growth/generate.ts store.db 1000000');

let tenths = 0;
fillStore(database, { ended, due, nowMs: Date.now() }, (done) => {
  if (Math.floor((10 * done) / ended) === tenths) return;
  tenths = Math.floor((10 * done) / ended);
  console.error(`${database}: ${done} of ${ended} ended sessions`);
});
