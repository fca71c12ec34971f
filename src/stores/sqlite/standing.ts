/** Reads what a decision needs to know. The caller sees to it that all of it is of one moment. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SessionId } from '../../sessions/identity.ts';
import type { CutOff, CutOffScope, Session, TenantPolicy } from '../../sessions/model.ts';
import type { Standing, StandingQuery } from '../../sessions/store.ts';
import { toText } from '../text.ts';
import type { CutOffTable } from './cut-offs.ts';
import type { PendingCutOffs } from './pending.ts';
import { type AccountRow, accountOf, type SessionRow, type TenantPolicyRow, tenantPolicyOf } from './rows.ts';

export class StandingReader {
  readonly #session: StatementSync;
  readonly #account: StatementSync;
  readonly #loggedOut: StatementSync;
  readonly #cutOffs: CutOffTable;
  readonly #pending: PendingCutOffs;
  readonly #tenantPolicy: StatementSync;

  constructor(db: DatabaseSync, cutOffs: CutOffTable, pending: PendingCutOffs) {
    this.#session = db.prepare('SELECT * FROM sessions WHERE issuer = ? AND session_id = ?');
    this.#account = db.prepare('SELECT * FROM accounts WHERE issuer = ? AND subject = ?');
    this.#loggedOut = db.prepare('SELECT at_ms FROM logged_out WHERE issuer = ? AND subject = ?');
    this.#cutOffs = cutOffs;
    this.#pending = pending;
    this.#tenantPolicy = db.prepare('SELECT * FROM tenant_policies WHERE tenant = ?');
  }

  read(query: StandingQuery): Standing {
    const { issuer, subject, tenant, sessionIds } = query;
    const by = toText(issuer);
    const sessions = this.#sessions(by, sessionIds);
    return {
      sessions,
      sessionPolicies: this.#policiesOf(sessions),
      ...this.#user(by, subject === null ? null : toText(subject)),
      cutOffs: this.#covering(query, sessions),
      tenantPolicy: tenant === null ? null : this.#policy(toText(tenant)),
    };
  }

  #sessions(issuer: string, ids: readonly SessionId[]): Map<SessionId, Session> {
    const sessions = new Map<SessionId, Session>();
    for (const id of ids) {
      const row = this.#session.get(issuer, toText(id)) as unknown as SessionRow | undefined;
      if (row !== undefined) sessions.set(id, this.#pending.shown(row));
    }
    return sessions;
  }

  #policiesOf(sessions: ReadonlyMap<SessionId, Session>): Map<SessionId, TenantPolicy> {
    const policies = new Map<SessionId, TenantPolicy>();
    for (const [id, { tenant }] of sessions) {
      const policy = tenant === null ? null : this.#policy(toText(tenant));
      if (policy !== null) policies.set(id, policy);
    }
    return policies;
  }

  #user(issuer: string, subject: string | null): Pick<Standing, 'account' | 'loggedOutAtMs'> {
    if (subject === null) return { account: null, loggedOutAtMs: null };
    const account = this.#account.get(issuer, subject) as unknown as AccountRow | undefined;
    const loggedOut = this.#loggedOut.get(issuer, subject) as { at_ms: number } | undefined;
    return {
      account: account === undefined ? null : accountOf(account),
      loggedOutAtMs: loggedOut?.at_ms ?? null,
    };
  }

  #covering(query: StandingQuery, sessions: ReadonlyMap<SessionId, Session>): CutOff[] {
    const { issuer, subject, keyId } = query;
    const tenants = new Set([query.tenant, ...[...sessions.values()].map(({ tenant }) => tenant)]);
    const scopes: CutOffScope[] = [{ kind: 'issuer', issuer }];
    if (subject !== null) scopes.push({ kind: 'subject', issuer, subject });
    if (keyId !== null) scopes.push({ kind: 'key', issuer, keyId });
    for (const tenant of tenants) if (tenant !== null) scopes.push({ kind: 'tenant', tenant });
    return scopes.flatMap((scope) => this.#cutOffs.of(scope));
  }

  #policy(tenant: string): TenantPolicy | null {
    const row = this.#tenantPolicy.get(tenant) as unknown as TenantPolicyRow | undefined;
    return row === undefined ? null : tenantPolicyOf(row);
  }
}
