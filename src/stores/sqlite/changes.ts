/** Writes changes, and forgets. The caller holds the transaction. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { User } from '../../sessions/model.ts';
import type { Change } from '../../sessions/store.ts';
import { INSERT_SESSION, sessionValues } from './rows.ts';
import { toText, toTextOrNull } from './text.ts';

type CutOffChange = Extract<Change, { kind: 'cut-off' }>;
type LogChange = Extract<Change, { kind: 'log-session-end' }>;

export class ChangeWriter {
  readonly #putSession: StatementSync;
  readonly #endSessions: StatementSync;
  readonly #dropCutOffs: StatementSync;
  readonly #putCutOff: StatementSync;
  readonly #putAccount: StatementSync;
  readonly #putTenantPolicy: StatementSync;
  readonly #markLoggedOut: StatementSync;
  readonly #unmarkLoggedOut: StatementSync;
  readonly #log: StatementSync;
  readonly #forgetSessions: StatementSync;
  readonly #forgetCutOffs: StatementSync;

  constructor(db: DatabaseSync) {
    this.#putSession = db.prepare(INSERT_SESSION);
    // The plus keeps SQLite from walking through all sessions of the issuer in place of the user's few.
    // What an ended session has to be retained for is the ruling of `ended` in src/sessions/remember.ts.
    this.#endSessions = db.prepare(`
      UPDATE sessions SET end_at_ms = ?, end_cause = ?, end_by = ?, end_reason = ?, retain_until_ms = max(
        ifnull(retain_until_ms, 0), ifnull(latest_token_expires_at_ms, 0), ifnull(expires_at_ms, 0), ?)
      WHERE +issuer = ? AND subject = ? AND end_at_ms IS NULL AND session_id IS NOT ?`);
    this.#dropCutOffs = db.prepare('DELETE FROM cut_offs WHERE issuer = ? AND subject = ?');
    this.#putCutOff = db.prepare('INSERT INTO cut_offs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#putAccount = db.prepare('INSERT OR REPLACE INTO accounts VALUES (?, ?, ?, ?, ?, ?)');
    this.#putTenantPolicy = db.prepare('INSERT OR REPLACE INTO tenant_policies VALUES (?, ?, ?, ?, ?)');
    this.#markLoggedOut = db.prepare('INSERT OR REPLACE INTO logged_out VALUES (?, ?, ?)');
    this.#unmarkLoggedOut = db.prepare('DELETE FROM logged_out WHERE issuer = ? AND subject = ?');
    this.#log = db.prepare(`
      INSERT INTO log (kind, at_ms, issuer, subject, session_id, cause, by, reason, ended_sessions)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#forgetSessions = db.prepare(`
      DELETE FROM sessions WHERE (issuer, session_id) IN
        (SELECT issuer, session_id FROM sessions WHERE retain_until_ms <= ? LIMIT ?)`);
    this.#forgetCutOffs = db.prepare(`
      DELETE FROM cut_offs WHERE (issuer, subject, position) IN
        (SELECT issuer, subject, position FROM cut_offs WHERE retain_until_ms <= ? LIMIT ?)`);
  }

  write(change: Change): void {
    switch (change.kind) {
      case 'put-session':
        this.#putSession.run(...sessionValues(change.session));
        return;
      case 'log-session-end':
        this.#logSessionEnd(change.entry);
        return;
      case 'cut-off':
        this.#cutOff(change);
        return;
      case 'put-account': {
        const { account } = change;
        const capabilities = JSON.stringify(account.restrictedCapabilities);
        const texts = [toTextOrNull(account.tenant), toTextOrNull(account.email)];
        this.#putAccount.run(...keyOf(account), ...texts, account.status, capabilities);
        return;
      }
      case 'put-tenant-policy': {
        const { policy } = change;
        const capabilities = JSON.stringify(policy.restrictedCapabilities);
        const timeouts = [policy.idleTimeoutSeconds, policy.absoluteTimeoutSeconds];
        const only = policy.registeredAccountsOnly ? 1 : 0;
        this.#putTenantPolicy.run(toText(policy.tenant), only, capabilities, ...timeouts);
        return;
      }
      case 'mark-logged-out':
        if (change.atMs === null) this.#unmarkLoggedOut.run(...keyOf(change.user));
        else this.#markLoggedOut.run(...keyOf(change.user), change.atMs);
    }
  }

  /** Returns how many sessions and cut-offs it forgot. */
  forget(nowMs: number, limit: number): number {
    const sessions = Number(this.#forgetSessions.run(nowMs, limit).changes);
    return sessions + Number(this.#forgetCutOffs.run(nowMs, limit - sessions).changes);
  }

  #logSessionEnd({ atMs, issuer, subject, sessionId, cause, by, reason }: LogChange['entry']): void {
    const names = [toText(issuer), toTextOrNull(subject), toTextOrNull(sessionId)];
    this.#log.run('session', atMs, ...names, cause, toText(by), toTextOrNull(reason), 1);
  }

  #cutOff({ user, cutOffs, spare, end, retainUntilMs }: CutOffChange): void {
    const key = keyOf(user);
    this.#dropCutOffs.run(...key);
    for (const [position, cutOff] of cutOffs.entries()) {
      const { atMs, cause, by, reason } = cutOff;
      const except = toTextOrNull(cutOff.exceptSessionId);
      const rest = [cause, toText(by), toTextOrNull(reason), cutOff.retainUntilMs];
      this.#putCutOff.run(...key, position, atMs, except, ...rest);
    }
    const spared = toTextOrNull(spare);
    const why = [end.cause, toText(end.by), toTextOrNull(end.reason)];
    const { changes } = this.#endSessions.run(end.atMs, ...why, retainUntilMs, ...key, spared);
    this.#log.run('cut-off', end.atMs, ...key, spared, ...why, Number(changes));
  }
}

const keyOf = ({ issuer, subject }: User): [string, string] => [toText(issuer), toText(subject)];
