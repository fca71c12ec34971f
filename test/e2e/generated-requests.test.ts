/** Requests that nobody thought of: every answer is one that a document declares, and nobody is harmed by them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Victim } from '../catalogue/generated/credentials.ts';
import { type Conversation, conversations } from '../catalogue/generated/plans.ts';
import { render } from '../catalogue/generated/render.ts';
import { conversationFaults } from '../catalogue/generated/verdict.ts';
import { converse } from '../catalogue/generated/wire.ts';
import { doors } from '../catalogue/http/doors.ts';
import { knock } from '../catalogue/http/knocking.ts';
import { attackedServer } from '../catalogue/tokens/served.ts';
import { registered, STORE, stateOf } from '../support/logouts.ts';
import { token } from '../support/tokens.ts';

const DEFAULT = process.env['CI'] === 'true' ? 20_000 : 5_000;
const requests = Number(process.env['LOGOUTD_GENERATED_REQUESTS'] ?? DEFAULT);
const seed = Number(process.env['LOGOUTD_GENERATED_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** So many are generated at a time, and so many are under way at once. */
const BATCH = 200;
const AT_ONCE = 24;

/** X-Forwarded-For is among what is sent, and warned of once. */
const server = attackedServer(
  () => ({ env: { LOGOUTD_TENANT_LOGOUT: 'revoke' } }),
  ({ msg }) => String(msg).startsWith('X-Forwarded-For'),
);

const count = { requests: 0, conversations: 0, statuses: new Map<string, number>() };
const tally = (what: string, by = 1): void => {
  count.statuses.set(what, (count.statuses.get(what) ?? 0) + by);
};

/** @throws with the whole conversation, where an answer is not as it may be */
async function isAnswered(conversation: Conversation, victims: readonly Victim[]): Promise<void> {
  const rendered = render(conversation, victims);
  const heard = await converse(server().port, rendered, conversation.cutAt);
  const sent = rendered.whole.length + (rendered.broken === null ? 0 : 1);
  count.conversations += 1;
  count.requests += sent;
  for (const { status } of heard.replies) tally(String(status));
  tally('none', Math.max(0, sent - heard.replies.length));
  const faults = conversationFaults(rendered, heard);
  if (faults.length === 0 && server().process.exitCode === null) return;
  const bytes = [...rendered.whole, rendered.broken ?? ''].map((one) => JSON.stringify(one)).join('\n');
  throw new Error(`${faults.join('\n')}\nfor these bytes, in Latin-1:\n${bytes}`);
}

interface Failed {
  readonly at: number;
  readonly error: unknown;
}

/** One batch of conversations, several at once. Resolves to the first that failed, by its number. */
async function run(batchSeed: number, victims: readonly Victim[]): Promise<Failed | null> {
  const batch = fc.sample(conversations, { seed: batchSeed, numRuns: BATCH });
  let next = 0;
  let failed: Failed | null = null;
  const work = async (): Promise<void> => {
    while (next < batch.length && failed === null) {
      const at = next++;
      const conversation = batch[at];
      if (conversation === undefined) return;
      await isAnswered(conversation, victims).catch((error: unknown) => {
        failed ??= { at, error };
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return failed;
}

/** Makes the failed conversation as small as it gets. @throws with it */
async function shrink(batchSeed: number, { at, error }: Failed, victims: readonly Victim[]): Promise<void> {
  const property = fc.asyncProperty(conversations, (conversation) => isAnswered(conversation, victims));
  await fc.assert(property, {
    seed: batchSeed,
    path: String(at),
    numRuns: at + 1,
    interruptAfterTimeLimit: 60_000,
  });
  const what = `number ${at} of seed ${batchSeed} failed, but not when it was tried again`;
  throw new Error(`${what}: ${(error as Error).message}`);
}

it(`answers ${requests} generated requests as documented, and harms nobody`, {
  timeout: 1_200_000,
}, async () => {
  const victims = await Promise.all(
    Array.from({ length: 5 }, async (_, at): Promise<Victim> => {
      const subject = `victim-${at}`;
      const { sessionId } = await registered(server(), { subject });
      return { subject, sessionId, token: token({ sub: subject, sid: sessionId, tid: STORE }) };
    }),
  );
  const startedAt = performance.now();
  for (let batch = 0; count.requests < requests; batch += 1) {
    const failed = await run(seed + batch, victims);
    if (failed !== null) await shrink(seed + batch, failed, victims);
  }
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;

  for (const { sessionId } of victims) expect(await stateOf(server(), sessionId)).toBe('active');
  for (const [at, victim] of victims.entries()) {
    const door = doors.filter(({ name }) => name !== 'control')[at];
    if (door !== undefined) await knock(server(), door, victim, { status: door.status });
    expect(await stateOf(server(), victim.sessionId)).toBe('ended');
  }

  const statuses = Object.fromEntries([...count.statuses].sort(([one], [other]) => one.localeCompare(other)));
  const report = { seed, requests: count.requests, conversations: count.conversations, seconds, statuses };
  mkdirSync('reports', { recursive: true });
  writeFileSync('reports/generated-requests.json', `${JSON.stringify(report, null, 2)}\n`);
  const inWords = Object.entries(statuses).map(([status, times]) => `${status}: ${times}`);
  console.log(`Generated requests: ${count.requests} in ${seconds} s, seed ${seed}; ${inWords.join(', ')}`);
  expect(Object.keys(statuses).filter((status) => status.startsWith('5'))).toEqual([]);
  // They have met what there is to meet.
  expect(Object.keys(statuses)).toEqual(
    expect.arrayContaining(['200', '201', '204', '400', '401', '403', '404', '405', '409', '422', '431']),
  );
});
