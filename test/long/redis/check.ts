/** After the restart: everything that is known, against everything that is there. */
import type { SessionStore } from '../../../src/sessions/store.ts';
import { all, listedIds, logOf } from '../../store/things.ts';
import type { Ledger } from './work.ts';

export async function faultsOf(store: SessionStore, ledger: Ledger): Promise<readonly string[]> {
  const ended = new Set<string>(await listedIds(store, { state: 'ended' }, all));
  const active = new Set<string>(await listedIds(store, { state: 'active' }, all));
  const log = await logOf(store, 0, Number.MAX_SAFE_INTEGER);
  const told = log.flatMap(({ scope, sessionId }) => (scope === 'session' ? [sessionId as string] : []));
  const cut = new Set(log.flatMap(({ scope, subject }) => (scope === 'subject' ? [subject] : [])));
  const torn = ledger.groups.filter((group) => new Set(group.map((name) => ended.has(name))).size > 1);
  return [
    ...ledger.acknowledged.filter((name) => !ended.has(name)).map((name) => `the end of ${name} is lost`),
    ...ledger.spared.filter((name) => !active.has(name)).map((name) => `${name} is lost, or has ended`),
    ...torn.map((group) => `of ${group} some have ended and others not`),
    ...log.flatMap(({ cursor }, at) =>
      cursor === at + 1 ? [] : [`entry ${at + 1} has the cursor ${cursor}`],
    ),
    ...(new Set(told).size === told.length ? [] : ['the log tells of an end twice']),
    ...told
      .filter((name) => !ended.has(name))
      .map((name) => `the log has an end of ${name} that is not there`),
    ...ledger.groups
      .filter((group) => group.every((name) => ended.has(name)) && !cut.has(`cut ${group[0]?.slice(0, -2)}`))
      .map((group) => `the end of ${group} is not in the log`),
  ];
}
