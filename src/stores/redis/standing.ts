/** The question for what a decision needs to know, and what is made of the answer. */
import type { SessionId } from '../../sessions/identity.ts';
import type { CutOff, CutOffScope, Session, TenantPolicy } from '../../sessions/model.ts';
import type { Standing, StandingQuery } from '../../sessions/store.ts';
import { fromText, toText } from '../text.ts';
import { listOf, Row, textOf } from './fields.ts';
import { accountKey, markKey, PENDING, pairOf, scopeName, sessionKey } from './names.ts';
import { accountOf, cutOffsOf, policyOf, sessionOf } from './records.ts';

/** What was read, and the revision of each key of it, of those that are not there too. */
export interface Reading {
  readonly standing: Standing;
  readonly revisions: readonly string[];
  readonly count: number;
}

/** The scopes of the query but its tenant, which is read along with the tenants of the sessions. */
function scopesOf({ issuer, subject, keyId }: StandingQuery): readonly CutOffScope[] {
  return [
    { kind: 'issuer', issuer },
    ...(subject === null ? [] : [{ kind: 'subject', issuer, subject } as const]),
    ...(keyId === null ? [] : [{ kind: 'key', issuer, keyId } as const]),
  ];
}

export function readArguments(query: StandingQuery): string[] {
  const { issuer, subject, tenant, sessionIds } = query;
  return [
    listed(tenant === null ? [] : [toText(tenant)]),
    listed(scopesOf(query).map(scopeName)),
    listed(subject === null ? [] : [pairOf(issuer, subject)]),
    listed(sessionIds.map((id) => pairOf(issuer, id))),
  ].flat();
}

/** After how many they are. */
export const listed = (list: readonly string[], count: number = list.length): string[] => [
  String(count),
  ...list,
];

export function readingOf(query: StandingQuery, reply: unknown): Reading {
  const { issuer, subject, tenant, sessionIds } = query;
  const [lastCutOff, ...lists] = listOf(reply).toReversed();
  const [scopeRows = [], [account] = [], [mark] = [], sessionRows = [], tenantRows = []] = lists
    .toReversed()
    .map(listOf);
  // A large cut-off ends sessions without writing them.
  const revisions: string[] = [PENDING, textOf(lastCutOff)];
  const rowOf = (key: string, flat: unknown): Row => {
    const row = new Row(flat);
    revisions.push(key, row.revision);
    return row;
  };

  const cutOffs: CutOff[] = scopesOf(query).flatMap((scope, at) =>
    cutOffsOf(rowOf(`c:${scopeName(scope)}`, scopeRows[at]), scope),
  );
  const accountRow = subject === null ? null : rowOf(accountKey(issuer, subject), account);
  const markRow = subject === null ? null : rowOf(markKey(issuer, subject), mark);
  const sessions = new Map<SessionId, Session>();
  for (const [at, id] of sessionIds.entries()) {
    const row = rowOf(sessionKey(issuer, id), sessionRows[at]);
    if (row.isThere) sessions.set(id, sessionOf(row));
  }
  const policies = new Map<string, TenantPolicy>();
  for (const [name, ofTenant, policy] of tenantRows.map(listOf)) {
    const key = textOf(name);
    const scope = { kind: 'tenant', tenant: fromText(key) } as const;
    cutOffs.push(...cutOffsOf(rowOf(`c:t:${key}`, ofTenant), scope));
    const row = rowOf(`p:${key}`, policy);
    if (row.isThere) policies.set(scope.tenant, policyOf(row));
  }
  const sessionPolicies = new Map<SessionId, TenantPolicy>();
  for (const [id, { tenant }] of sessions) {
    const policy = tenant === null ? undefined : policies.get(tenant);
    if (policy !== undefined) sessionPolicies.set(id, policy);
  }
  const standing = {
    sessions,
    account: accountRow?.isThere ? accountOf(accountRow) : null,
    loggedOutAtMs: markRow?.isThere ? markRow.number('at') : null,
    cutOffs,
    tenantPolicy: (tenant === null ? null : policies.get(tenant)) ?? null,
    sessionPolicies,
  };
  return { standing, revisions, count: revisions.length / 2 };
}
