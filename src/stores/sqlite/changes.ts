/** Writes changes, and forgets. The caller holds the transaction. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SessionId } from '../../sessions/identity.ts';
import type { LogEntry, User } from '../../sessions/model.ts';
import type { Change } from '../../sessions/store.ts';
import type { Counts } from '../pending.ts';
import { fromText, toText, toTextOrNull } from '../text.ts';
import type { CutOffTable } from './cut-offs.ts';
import type { LogTable } from './log.ts';
import { IS_PENDING } from './pending.ts';
import { PUT_SESSION, sessionValues } from './rows.ts';

export class ChangeWriter {
  readonly #putSession: StatementSync;
  readonly #putAccount: StatementSync;
  readonly #putTenantPolicy: StatementSync;
  readonly #markLoggedOut: StatementSync;
  readonly #unmarkLoggedOut: StatementSync;
  readonly #cutOffs: CutOffTable;
  readonly #log: LogTable;
  readonly #forgetSessions: StatementSync;
  readonly #forgetCutOffs: StatementSync;

  constructor(db: DatabaseSync, cutOffs: CutOffTable, log: LogTable) {
    this.#cutOffs = cutOffs;
    this.#log = log;
    this.#putSession = db.prepare(PUT_SESSION);
    this.#putAccount = db.prepare('INSERT OR REPLACE INTO accounts VALUES (?, ?, ?, ?, ?, ?)');
    this.#putTenantPolicy = db.prepare('INSERT OR REPLACE INTO tenant_policies VALUES (?, ?, ?, ?, ?)');
    this.#markLoggedOut = db.prepare('INSERT OR REPLACE INTO logged_out VALUES (?, ?, ?)');
    this.#unmarkLoggedOut = db.prepare('DELETE FROM logged_out WHERE issuer = ? AND subject = ?');
    this.#forgetSessions = db.prepare(`
      DELETE FROM sessions WHERE id IN
        (SELECT s.id FROM sessions s
          WHERE s.retain_until_ms <= ? AND NOT (s.end_at_ms IS NULL AND ${IS_PENDING}) LIMIT ?)
      RETURNING session_id`);
    this.#forgetCutOffs = db.prepare(`
      DELETE FROM cut_offs WHERE (scope, issuer, name, position) IN
        (SELECT scope, issuer, name, position FROM cut_offs WHERE retain_until_ms <= ? LIMIT ?)`);
  }

  /** Returns the entry that it appended to the log, if any. */
  write(change: Change, counts: Counts): LogEntry | null {
    switch (change.kind) {
      case 'log-session-end':
        return this.#log.append({ ...change.entry, scope: 'session', keyId: null, upToMs: null });
      case 'cut-off':
        return this.#log.append(this.#cutOffs.write(change, counts.of(change)));
      case 'put-session':
        this.#putSession.run(...sessionValues(change.session));
        return null;
      case 'put-account': {
        const { account } = change;
        const capabilities = JSON.stringify(account.restrictedCapabilities);
        const texts = [toTextOrNull(account.tenant), toTextOrNull(account.email)];
        this.#putAccount.run(...keyOf(account), ...texts, account.status, capabilities);
        return null;
      }
      case 'put-tenant-policy': {
        const { policy } = change;
        const capabilities = JSON.stringify(policy.restrictedCapabilities);
        const timeouts = [policy.idleTimeoutSeconds, policy.absoluteTimeoutSeconds];
        const only = policy.registeredAccountsOnly ? 1 : 0;
        this.#putTenantPolicy.run(toText(policy.tenant), only, capabilities, ...timeouts);
        return null;
      }
      case 'mark-logged-out':
        if (change.atMs === null) this.#unmarkLoggedOut.run(...keyOf(change.user));
        else this.#markLoggedOut.run(...keyOf(change.user), change.atMs);
        return null;
    }
  }

  /** Returns which sessions and how many cut-offs it forgot; none that a pending cut-off selects: it may be kept longer by that. */
  forget(
    nowMs: number,
    limit: number,
  ): { readonly sessionIds: readonly SessionId[]; readonly cutOffs: number } {
    const rows = this.#forgetSessions.all(nowMs, limit) as unknown as readonly {
      readonly session_id: string;
    }[];
    const cutOffs = Number(this.#forgetCutOffs.run(nowMs, limit - rows.length).changes);
    return { sessionIds: rows.map(({ session_id }) => fromText(session_id) as SessionId), cutOffs };
  }
}

const keyOf = ({ issuer, subject }: User): [string, string] => [toText(issuer), toText(subject)];
