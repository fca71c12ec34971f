/** Going through the indexes, a step at a time, so that nobody waits long behind it. */
import type { Session } from '../../sessions/model.ts';
import type { SessionFilter, SessionPosition } from '../../sessions/store.ts';
import { given } from './changes.ts';
import { Deadline } from './deadline.ts';
import { listOf, Row, spell, textOf } from './fields.ts';
import {
  ALL_SESSIONS,
  endedIndex,
  indexOfIssuer,
  indexOfScope,
  indexOfSubject,
  indexOfTenant,
  pairOf,
} from './names.ts';
import { type Selection, selectionJson } from './pending.ts';
import { sessionOf } from './records.ts';
import type { Runner } from './runner.ts';
import { COUNT, LIST } from './scripts/listing.ts';
import { listed } from './standing.ts';

export interface Page {
  readonly after: SessionPosition | null;
  readonly limit: number;
  readonly nowMs: number;
}

/** In entries of an index. */
const STEP = '500';

/** Where the next step goes on: score and member, as the server has them. */
type Place = readonly [score: string, pair: string];
const BEGINNING: Place = ['', ''];

export async function listSessions(runner: Runner, filter: SessionFilter, page: Page): Promise<Session[]> {
  const { issuer, subject, tenant, state = '' } = filter;
  const index = indexFor(filter);
  // Sessions without an end may be over all the same, but none with an end is active.
  const indexes = listed(state === 'active' ? [index] : [index, endedIndex(index)]);
  const filters = [...given(issuer), ...given(subject), ...given(tenant), state, spell(page.nowMs)];
  const sessions: Session[] = [];
  let place = page.after === null ? BEGINNING : placeOf(page.after);
  for (let atEnd = false; !atEnd && sessions.length < page.limit; ) {
    const wanted = String(page.limit - sessions.length);
    const answer = await runner.run(LIST, [...indexes, ...place, STEP, ...filters, wanted], new Deadline());
    const [end, score, pair, rows] = listOf(answer);
    sessions.push(...listOf(rows).map((row) => sessionOf(new Row(row))));
    place = [textOf(score), textOf(pair)];
    atEnd = end === '1';
  }
  return sessions;
}

/** Step by step, so not of one moment where many begin or end meanwhile. */
export async function countSessions(runner: Runner, selection: Selection, nowMs: number): Promise<number> {
  const conditions = [selectionJson(selection), spell(nowMs)];
  let count = 0;
  let place = BEGINNING;
  for (let atEnd = false; !atEnd; ) {
    const args = [indexOfScope(selection.scope), ...place, STEP, ...conditions];
    const [end, score, pair, more] = listOf(await runner.run(COUNT, args, new Deadline()));
    count += Number(more);
    place = [textOf(score), textOf(pair)];
    atEnd = end === '1';
  }
  return count;
}

const placeOf = ({ startedAtMs, issuer, sessionId }: SessionPosition): Place => [
  spell(-startedAtMs),
  pairOf(issuer, sessionId),
];

/** Of several, the subject's finds the fewest. */
function indexFor({ issuer, subject, tenant }: SessionFilter): string {
  if (subject !== undefined) return indexOfSubject(subject);
  if (tenant !== undefined) return indexOfTenant(tenant);
  return issuer === undefined ? ALL_SESSIONS : indexOfIssuer(issuer);
}
