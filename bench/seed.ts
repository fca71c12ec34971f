/** A store with many ended sessions, each ended as a logout ends it. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { platform } from '../src/contracts/platform.ts';
import { endSession } from '../src/sessions/end-session.ts';
import type { SessionId } from '../src/sessions/identity.ts';
import { openStore } from '../src/stores/open.ts';

/** How many are under way at once: a batch of the store. */
const AT_ONCE = 1000;
const HOUR_MS = 60 * 60 * 1000;

export async function seedEnded(database: string, count: number): Promise<void> {
  mkdirSync(dirname(database), { recursive: true });
  const { store } = await openStore(`sqlite:${database}`);
  const end = (at: number): Promise<unknown> => {
    const nowMs = Date.now();
    const subject = `user-${at % 1000}`;
    const credential = {
      issuer: 'default',
      subject,
      sessionId: randomUUID() as string as SessionId,
      tenant: null,
      email: `${subject}@example.com`,
      issuedAtMs: nowMs,
      expiresAtMs: nowMs + HOUR_MS,
      keyId: null,
      maxLifetimeMs: 30 * 24 * HOUR_MS,
    };
    return endSession(
      { store, now: () => nowMs },
      {
        credentials: [credential],
        accompanying: [],
        tenant: null,
        intent: { scope: 'current' },
        reason: null,
        rules: platform.rules,
        by: platform.name,
      },
    );
  };
  for (let done = 0; done < count; done += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, at) => end(done + at)));
  }
  await store.close();
}
