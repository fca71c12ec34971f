/** After the restart: every witness by its record and by the word of the contracts. */
import { GSM_PATH, SHARED_PATH } from '../../support/logouts.ts';
import { ADMIN_KEY } from '../../support/server.ts';
import { bearer } from '../../support/tokens.ts';
import type { Answer, Client, Shot } from '../send.ts';
import { type Group, type Witness, witnessesOf } from './ledger.ts';

const AT_ONCE = 32;
const MOST_TRIES = 10;

/** Returns what does not hold, in words. What was open is settled by it, for all times. */
export async function check(client: Client, groups: readonly Group[]): Promise<readonly string[]> {
  const faults: string[] = [];
  const queue = groups.values();
  const worker = async (): Promise<void> => {
    for (const group of queue) faults.push(...(await checkGroup(client, group)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return faults;
}

async function checkGroup(client: Client, group: Group): Promise<readonly string[]> {
  const found = await Promise.all(witnessesOf(group).map((witness) => checkWitness(client, witness)));
  const faults = found.flatMap(({ faults }) => faults);
  const ends = found.slice(0, group.ends.length);
  if (new Set(ends.map(({ state }) => state)).size > 1) {
    faults.push(`it ended some of its sessions and not others: ${ends.map(({ state }) => state)}`);
  }
  return faults.map((fault) => `${group.what}: ${fault}`);
}

async function checkWitness(
  client: Client,
  witness: Witness,
): Promise<{ readonly state: string; readonly faults: readonly string[] }> {
  const { sessionId, token, must, known } = witness;
  const faults: string[] = [];
  const recordBefore = await record(client, sessionId);
  if (known && recordBefore === 'unknown') faults.push(`session ${sessionId} is not known any more`);
  // For a live token that session is unknown; a dead one may not even ask.
  const named = { method: 'POST', path: SHARED_PATH, headers: bearer(token), body: { sessionId: 'nobody' } };
  const { status } = await answered(client, named);
  const state = status === 404 ? 'alive' : status === 401 ? 'ended' : `answered with ${status}`;
  // Seen now, it has a record in any case.
  const recorded = await record(client, sessionId);
  if (recorded !== (state === 'alive' ? 'active' : 'ended')) {
    faults.push(`session ${sessionId} is ${state} for platform, and ${recorded} on record`);
  }
  if (must !== 'open' && state !== must) faults.push(`session ${sessionId} must be ${must}, and is ${state}`);
  // At gsm a logout asks for an active token; only where it is refused does asking change nothing.
  if (state === 'ended') {
    const again = await answered(client, { method: 'POST', path: GSM_PATH, headers: bearer(token) });
    if (again.status !== 401) faults.push(`session ${sessionId} has ended, and gsm says ${again.status}`);
  }
  if (must === 'open') witness.must = state === 'ended' ? 'ended' : 'alive';
  witness.known = true;
  return { state, faults };
}

async function record(client: Client, sessionId: string): Promise<string> {
  const path = `/v1/sessions/${sessionId}`;
  const { status, text } = await answered(client, { method: 'GET', path, headers: bearer(ADMIN_KEY) });
  if (status === 404) return 'unknown';
  return status === 200 ? (JSON.parse(text) as { state: string }).state : `answered with ${status}`;
}

/** A store that cannot say within its time, on a machine that is busy, is asked again. */
async function answered(client: Client, shot: Shot): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await client.send(shot);
    if (answer.status !== 500 || tries === MOST_TRIES) return answer;
  }
}
