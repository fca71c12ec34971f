/** Reads what a decision needs to know. The caller sees to it that all of it is of one moment. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SessionId } from '../../sessions/identity.ts';
import type { CutOff, CutOffScope, Session, TenantPolicy } from '../../sessions/model.ts';
import type { Standing, StandingQuery } from '../../sessions/store.ts';
import { toText } from '../text.ts';
import type { CutOffTable } from './cut-offs.ts';
import type { KnownRules } from './known-rules.ts';
import { nameDigestOf } from './name-digest.ts';
import type { PendingCutOffs } from './pending.ts';
import {
  type AccountRow,
  accountOf,
  GET_SESSION,
  type SessionRow,
  type TenantPolicyRow,
  tenantPolicyOf,
} from './rows.ts';

interface StandingReaderDeps {
  readonly cutOffs: CutOffTable;
  readonly pending: PendingCutOffs;
  readonly rules: KnownRules;
}

/** Of a user that nothing is known of. */
const STRANGER = { account: null, loggedOutAtMs: null, ofSubject: [] } as const;

export class StandingReader {
  readonly #session: StatementSync;
  readonly #isKnownUser: StatementSync;
  readonly #account: StatementSync;
  readonly #loggedOut: StatementSync;
  readonly #cutOffs: CutOffTable;
  readonly #pending: PendingCutOffs;
  readonly #rules: KnownRules;
  readonly #tenantPolicy: StatementSync;

  constructor(db: DatabaseSync, { cutOffs, pending, rules }: StandingReaderDeps) {
    this.#session = db.prepare(GET_SESSION);
    // One question, where there is mostly nothing to read, in place of three.
    this.#isKnownUser = db.prepare(`
      SELECT 1 WHERE EXISTS (SELECT 1 FROM accounts WHERE issuer = ? AND subject = ?)
        OR EXISTS (SELECT 1 FROM logged_out WHERE issuer = ? AND subject = ?)
        OR EXISTS (SELECT 1 FROM cut_offs WHERE scope = 'subject' AND issuer = ? AND name = ?)`);
    this.#account = db.prepare('SELECT * FROM accounts WHERE issuer = ? AND subject = ?');
    this.#loggedOut = db.prepare('SELECT at_ms FROM logged_out WHERE issuer = ? AND subject = ?');
    this.#cutOffs = cutOffs;
    this.#pending = pending;
    this.#rules = rules;
    this.#tenantPolicy = db.prepare('SELECT * FROM tenant_policies WHERE tenant = ?');
  }

  read(query: StandingQuery): Standing {
    const { issuer, subject, tenant, sessionIds } = query;
    const sessions = this.#sessions(toText(issuer), sessionIds);
    const { account, loggedOutAtMs, ofSubject } = subject === null ? STRANGER : this.#user(issuer, subject);
    return {
      sessions,
      sessionPolicies: this.#policiesOf(sessions),
      account,
      loggedOutAtMs,
      cutOffs: this.#covering(query, sessions, ofSubject),
      tenantPolicy: tenant === null ? null : this.#policy(tenant),
    };
  }

  #sessions(issuer: string, ids: readonly SessionId[]): Map<SessionId, Session> {
    const sessions = new Map<SessionId, Session>();
    for (const id of ids) {
      const row = this.#session.get(nameDigestOf(issuer, toText(id))) as unknown as SessionRow | undefined;
      if (row !== undefined) sessions.set(id, this.#pending.shown(row));
    }
    return sessions;
  }

  #policiesOf(sessions: ReadonlyMap<SessionId, Session>): Map<SessionId, TenantPolicy> {
    const policies = new Map<SessionId, TenantPolicy>();
    for (const [id, { tenant }] of sessions) {
      const policy = tenant === null ? null : this.#policy(tenant);
      if (policy !== null) policies.set(id, policy);
    }
    return policies;
  }

  #user(
    issuer: string,
    subject: string,
  ): Pick<Standing, 'account' | 'loggedOutAtMs'> & { readonly ofSubject: readonly CutOff[] } {
    const name = [toText(issuer), toText(subject)] as const;
    if (this.#isKnownUser.get(...name, ...name, ...name) === undefined) return STRANGER;
    const account = this.#account.get(...name) as unknown as AccountRow | undefined;
    const loggedOut = this.#loggedOut.get(...name) as { at_ms: number } | undefined;
    return {
      account: account === undefined ? null : accountOf(account),
      loggedOutAtMs: loggedOut?.at_ms ?? null,
      ofSubject: this.#cutOffs.of({ kind: 'subject', issuer, subject }),
    };
  }

  #covering(
    { issuer, keyId, tenant: asked }: StandingQuery,
    sessions: ReadonlyMap<SessionId, Session>,
    ofSubject: readonly CutOff[],
  ): readonly CutOff[] {
    const tenants = new Set([asked, ...[...sessions.values()].map(({ tenant }) => tenant)]);
    const narrower: CutOffScope[] = [];
    if (keyId !== null) narrower.push({ kind: 'key', issuer, keyId });
    for (const tenant of tenants) if (tenant !== null) narrower.push({ kind: 'tenant', tenant });
    const known = (scope: CutOffScope) => this.#rules.cutOffsOf(scope, this.#read.cutOffs);
    return [...known({ kind: 'issuer', issuer }), ...ofSubject, ...narrower.flatMap(known)];
  }

  #policy(tenant: string): TenantPolicy | null {
    return this.#rules.policyOf(tenant, this.#read.policy);
  }

  readonly #read = {
    cutOffs: (scope: CutOffScope): readonly CutOff[] => this.#cutOffs.of(scope),
    policy: (tenant: string): TenantPolicy | null => {
      const row = this.#tenantPolicy.get(toText(tenant)) as unknown as TenantPolicyRow | undefined;
      return row === undefined ? null : tenantPolicyOf(row);
    },
  };
}
