/** What the store holds, in the order of `archive/records.ts`. Each stretch is one script, and so of one moment. */
import type { Digests, Page, Place, Shelf, Shelves, Stretch } from '../../archive/archive.ts';
import { comparePlaces, placeOf } from '../../archive/records.ts';
import { Deadline } from '../deadline.ts';
import { listOf, Row, spell, textOf } from '../fields.ts';
import { readLog } from '../log.ts';
import { pairOf, unpaired } from '../names.ts';
import { sessionOf } from '../records.ts';
import type { Runner } from '../runner.ts';
import { LOG_DIGESTS, SESSIONS } from '../scripts/archive/walk.ts';
import { type Names, namedShelves } from './named.ts';
import { PATIENCE_MS } from './patience.ts';

export function shelvesOf(runner: Runner, names: Names): Shelves {
  return {
    ...namedShelves(runner, names),
    log: { read: (stretch) => readEntries(runner, stretch), digest: (stretch) => digestLog(runner, stretch) },
    sessions: sessionShelf(runner),
  };
}

type Entries = Shelves['log'];

async function readEntries(runner: Runner, { after, upTo, limit }: Stretch): ReturnType<Entries['read']> {
  const { entries } = await readLog(runner, cursorOf(after) ?? 0, limit);
  const records = upTo === null ? entries : entries.filter((one) => comparePlaces([one.cursor], upTo) <= 0);
  const last = records.at(-1);
  return {
    records,
    last: last === undefined ? null : placeOf('log', last),
    atEnd: entries.length < limit || records.length < entries.length,
  };
}

async function digestLog(runner: Runner, { after, upTo, limit }: Stretch): Promise<Digests> {
  const args = [String(cursorOf(after) ?? 0), String(cursorOf(upTo) ?? ''), String(limit)];
  const found = listOf(await runner.run(LOG_DIGESTS, args, new Deadline(PATIENCE_MS))).map(textOf);
  const last = found.at(-2);
  return {
    hex: found.filter((_, at) => at % 2 === 1).join(''),
    last: last === undefined ? null : [Number(last)],
    atEnd: found.length < limit * 2,
  };
}

const cursorOf = (place: Place | null): number | null => (place === null ? null : Number(place[0]));

function sessionShelf(runner: Runner): Shelf<Parameters<typeof placeOf<'sessions'>>[1]> {
  const walk = async (what: 'read' | 'digest', { after, upTo, limit }: Stretch) => {
    const args = [what, ...entryAt(after), ...entryAt(upTo), String(limit)];
    const answer = listOf(await runner.run(SESSIONS, args, new Deadline(PATIENCE_MS)));
    const [end, score, pair] = answer.slice(0, 3).map(textOf);
    const last = pair === undefined || pair === '' ? null : [Number(score), ...unpaired(pair)];
    return { found: listOf(answer[3]), last, atEnd: end === '1' };
  };
  return {
    read: async (stretch): Promise<Page<ReturnType<typeof sessionOf>>> => {
      const { found, ...walked } = await walk('read', stretch);
      return { records: found.map((row) => sessionOf(new Row(row))), ...walked };
    },
    digest: async (stretch): Promise<Digests> => {
      const { found, ...walked } = await walk('digest', stretch);
      return { hex: found.map(textOf).join(''), ...walked };
    },
  };
}

/** Score and member in the index. */
function entryAt(place: Place | null): readonly [string, string] {
  if (place === null) return ['', ''];
  const [score, issuer, id] = place;
  return [spell(Number(score)), pairOf(String(issuer), String(id))];
}
