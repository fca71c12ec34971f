/** What a client of the Redis crash loop does, and what it knows afterwards. */
import type { SessionStore } from '../../../src/sessions/store.ts';
import { apply, cutOff, endOnce, id, ofUser, putSession } from '../../store/things.ts';
import type { Chance } from '../random.ts';

export interface Ledger {
  /** Sessions whose end was acknowledged. */
  readonly acknowledged: string[];
  /** Sessions that nobody asked to end. */
  readonly spared: string[];
  /** Sessions that one cut-off ends: all of them or none. */
  readonly groups: (readonly string[])[];
  readonly wrong: string[];
}

export function nextWork(
  name: string,
  random: Chance,
  ledger: Ledger,
): (store: SessionStore) => Promise<void> {
  const kind = random.pick(['end', 'end', 'end', 'put', 'cut']);
  if (kind === 'end') {
    return async (store) => {
      const result = await endOnce(store, name);
      if (result !== 'ended') ledger.wrong.push(`${name} was ended before anybody asked for it`);
      ledger.acknowledged.push(name);
    };
  }
  if (kind === 'put') {
    return async (store) => {
      await apply(store, putSession({ sessionId: id(name), subject: `spared ${name}` }));
      ledger.spared.push(name);
    };
  }
  const group = [1, 2, 3].map((at) => `${name}.${at}`);
  const subject = `cut ${name}`;
  return async (store) => {
    await apply(store, ...group.map((one) => putSession({ sessionId: id(one), subject })));
    ledger.groups.push(group);
    await apply(store, cutOff({ scope: ofUser(subject), retainUntilMs: Number.MAX_SAFE_INTEGER }));
    ledger.acknowledged.push(...group);
  };
}
