/** What a client of the crash loop does: one act of one to three requests, about sessions of its own. */
import { randomUUID } from 'node:crypto';
import { SHARED_PATH, STORE } from '../../support/logouts.ts';
import { ADMIN_KEY } from '../../support/server.ts';
import { bearer, token } from '../../support/tokens.ts';
import type { Chance } from '../random.ts';
import type { Answer, Client, Shot } from '../send.ts';
import { LOGOUTS, logoutShot } from '../shots.ts';
import type { Group, Witness } from './ledger.ts';

export interface Act {
  readonly group: Group;
  /** Sends its requests and notes what was acknowledged. Rejects when the server is gone. */
  run(): Promise<void>;
}

/** A session of this subject that nobody has heard of. */
function witness(subject: string): Witness {
  const sessionId = randomUUID();
  return { sessionId, token: token({ sub: subject, sid: sessionId }), must: 'alive', known: false };
}

const kinds = ['logout', 'logout', 'logout', 'others', 'all', 'delete', 'register', 'mark'] as const;

export function nextAct(client: Client, random: Chance): Act {
  const subject = randomUUID();
  const [one, two, three] = [witness(subject), witness(subject), witness(subject)];
  const ask = async (shot: Shot, expected: number): Promise<Answer> => {
    const answer = await client.send(shot);
    if (answer.status === expected) return answer;
    if (answer.status === 500) throw new Refused();
    throw new WrongAnswer(`${shot.method} ${shot.path} gave ${answer.status}: ${answer.text}`);
  };
  const register = async (session: Witness): Promise<void> => {
    const body = { subject, sessionId: session.sessionId };
    await ask({ method: 'POST', path: '/v1/sessions', headers: bearer(ADMIN_KEY), body }, 201);
    session.known = true;
  };
  const end = async (group: Group, shot: Shot, expected: number): Promise<void> => {
    for (const session of group.ends) session.must = 'open';
    await ask(shot, expected);
    for (const session of group.ends) session.must = 'ended';
  };

  const kind = random.pick(kinds);
  switch (kind) {
    case 'logout': {
      const name = random.pick(LOGOUTS);
      const group = { what: name, ends: [one], spares: [] };
      return { group, run: () => end(group, logoutShot(name, one.token, STORE), 200) };
    }
    case 'others':
    case 'all': {
      // One is registered, one was never seen: a cut-off ends both, or neither.
      const all = kind === 'all';
      const group = { what: kind, ends: all ? [one, two, three] : [two, three], spares: all ? [] : [one] };
      const shot = {
        method: 'POST',
        path: SHARED_PATH,
        headers: bearer(one.token),
        body: { scope: kind },
      };
      const run = async (): Promise<void> => {
        await register(two);
        await end(group, shot, 200);
      };
      return { group, run };
    }
    case 'delete': {
      const group = { what: kind, ends: [one], spares: [two] };
      const path = `/v1/sessions/${one.sessionId}`;
      const run = async (): Promise<void> => {
        await register(one);
        await end(group, { method: 'DELETE', path, headers: bearer(ADMIN_KEY) }, 204);
      };
      return { group, run };
    }
    case 'register':
      return { group: { what: kind, ends: [], spares: [one, two] }, run: () => register(one) };
    case 'mark': {
      // By default tenant marks and ends nothing; that a token was seen makes its session known.
      const marked = { ...one, token: token({ sub: subject, sid: one.sessionId, tid: 'tenant-1' }) };
      const run = async (): Promise<void> => {
        await ask({ method: 'GET', path: SHARED_PATH, headers: { 'x-token': marked.token } }, 200);
        marked.known = true;
      };
      return { group: { what: kind, ends: [], spares: [marked] }, run };
    }
  }
}

/** It says itself that it could not. */
export class Refused extends Error {}

/** An answer that no live server should give here: unlike a broken connection, a defect. */
export class WrongAnswer extends Error {}
