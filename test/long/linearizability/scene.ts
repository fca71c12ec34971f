/** A user with two sessions, which are ended while several clients ask whether they still are. */
import { randomUUID } from 'node:crypto';
import { token } from '../../support/tokens.ts';
import type { Chance } from '../random.ts';
import type { Client } from '../send.ts';
import type { Operation } from './history.ts';
import { type Session, VERIFY, WAYS_OF_ASKING, WAYS_OF_ENDING, type WayOfAsking } from './ways.ts';

/** Ask beside those that end. */
const ONLOOKERS = 3;
const ENDERS = 2;
/** How often each of them asks; those that end ask less, so that ends fall among the questions. */
const ROUNDS = 3;
/** On as many connections, as soon as an end is acknowledged: then it has to hold on every worker. */
const AT_ONCE = 4;

export interface Notes {
  readonly history: Operation[];
  /** Answers that are neither yes nor no. */
  readonly wrong: string[];
}

/** Rejects where a connection fails. */
export async function play(client: Client, random: Chance, { history, wrong }: Notes): Promise<void> {
  const subject = randomUUID();
  const sessions = [aSession(subject), aSession(subject)] as const;

  const check = async (
    session: Session = random.pick(sessions),
    { by, shot, said }: WayOfAsking = random.pick(WAYS_OF_ASKING),
  ): Promise<void> => {
    const beganMs = performance.now();
    const answer = await client.send(shot(session));
    const answeredMs = performance.now();
    const verdict = said(answer);
    if (verdict === null) wrong.push(`${by} gave ${answer.status}: ${answer.text}`);
    else history.push({ kind: 'check', session: session.sessionId, said: verdict, by, beganMs, answeredMs });
  };
  const end = async (): Promise<void> => {
    const { by, endsAll, shot, status } = random.pick(WAYS_OF_ENDING);
    const session = random.pick(sessions);
    const ended = endsAll ? sessions : [session];
    const beganMs = performance.now();
    const answer = await client.send(shot(session));
    const answeredMs = performance.now();
    const acknowledged = answer.status === status;
    // The other end may have been first: then a token is one that has ended, and ends nothing.
    if (!acknowledged && answer.status !== 401) wrong.push(`${by} gave ${answer.status}: ${answer.text}`);
    const names = ended.map(({ sessionId }) => sessionId);
    history.push({ kind: 'end', sessions: names, acknowledged, by, beganMs, answeredMs });
    await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => check(ended[at % ended.length])));
  };
  const ask = async (times: number): Promise<void> => {
    for (let turn = 0; turn < times; turn += 1) await check();
  };

  // Seen now, they have records to be read.
  for (const session of sessions) await check(session, VERIFY);
  await Promise.all([
    ...Array.from({ length: ONLOOKERS }, () => ask(ROUNDS)),
    ...Array.from({ length: ENDERS }, () => ask(random.below(ROUNDS)).then(end)),
  ]);
}

function aSession(subject: string): Session {
  const sessionId = randomUUID();
  return { subject, sessionId, token: token({ sub: subject, sid: sessionId }) };
}
