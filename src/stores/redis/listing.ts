/** Going through the indexes, a step at a time, so that nobody waits long behind it. */
import type { CutOffScope, Session } from '../../sessions/model.ts';
import type { SessionFilter, SessionPosition } from '../../sessions/store.ts';
import { given } from './changes.ts';
import { Deadline } from './deadline.ts';
import { listOf, Row, spell, spellOrNone, textOf } from './fields.ts';
import { ALL_SESSIONS, indexOfIssuer, indexOfScope, indexOfSubject, indexOfTenant, pairOf } from './names.ts';
import { sessionOf } from './records.ts';
import type { Runner } from './runner.ts';
import { COUNT, LIST } from './scripts/listing.ts';

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
  const sessions: Session[] = [];
  let place = page.after === null ? BEGINNING : placeOf(page.after);
  for (let atEnd = false; !atEnd && sessions.length < page.limit; ) {
    const wanted = String(page.limit - sessions.length);
    const filters = [...given(issuer), ...given(subject), ...given(tenant), state, spell(page.nowMs), wanted];
    const answer = await runner.run(LIST, [indexFor(filter), ...place, STEP, ...filters], new Deadline());
    const [end, score, pair, rows] = listOf(answer);
    sessions.push(...listOf(rows).map((row) => sessionOf(new Row(row))));
    place = [textOf(score), textOf(pair)];
    atEnd = end === '1';
  }
  return sessions;
}

/** Step by step, so not of one moment where many begin or end meanwhile. */
export async function countSessions(
  runner: Runner,
  scope: CutOffScope,
  upToMs: number | null,
  nowMs: number,
): Promise<number> {
  const conditions = [
    ...given(scope.kind === 'tenant' ? null : scope.issuer),
    spellOrNone(upToMs),
    spell(nowMs),
  ];
  let count = 0;
  let place = BEGINNING;
  for (let atEnd = false; !atEnd; ) {
    const args = [indexOfScope(scope), ...place, STEP, ...conditions];
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
