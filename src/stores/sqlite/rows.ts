/** Rows and what they stand for. */
import type { SessionId } from '../../sessions/identity.ts';
import type {
  Account,
  AccountStatus,
  Capability,
  Device,
  EndCause,
  Session,
  TenantPolicy,
} from '../../sessions/model.ts';
import { fromText, fromTextOrNull, toText, toTextOrNull } from '../text.ts';
import { nameDigestOf } from './name-digest.ts';

type Text = string | null;
type Time = number | null;

export interface SessionRow {
  readonly issuer: string;
  readonly session_id: string;
  readonly subject: Text;
  readonly tenant: Text;
  readonly email: Text;
  readonly device: Text;
  readonly started_at_ms: number;
  readonly registered_at_ms: Time;
  readonly last_seen_at_ms: number;
  readonly expires_at_ms: Time;
  readonly latest_token_expires_at_ms: Time;
  readonly end_at_ms: Time;
  readonly end_cause: EndCause;
  readonly end_by: string;
  readonly end_reason: Text;
  readonly retain_until_ms: Time;
  readonly key_id: Text;
  /** Of the latest cut-off that was made before it was written. */
  readonly epoch: number;
}

const NAME_COLUMNS = ['issuer', 'session_id', 'name_digest'];
/** As `sessionValues` gives them. */
const COLUMNS = [
  ...NAME_COLUMNS,
  ...['subject', 'tenant', 'email', 'device', 'started_at_ms', 'registered_at_ms'],
  ...['last_seen_at_ms', 'expires_at_ms', 'latest_token_expires_at_ms'],
  ...['end_at_ms', 'end_cause', 'end_by', 'end_reason', 'retain_until_ms', 'key_id'],
];

/** One that is there is written where it lies. */
export const PUT_SESSION = `
  INSERT INTO sessions (${COLUMNS.join(', ')}, epoch) VALUES (${COLUMNS.map(() => '?').join(', ')},
    ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'pending_cut_offs'), 0))
  ON CONFLICT (name_digest) DO UPDATE SET
    ${[...COLUMNS.slice(NAME_COLUMNS.length), 'epoch'].map((name) => `${name} = excluded.${name}`).join(', ')}`;

/** By its `nameDigestOf`. */
export const GET_SESSION = 'SELECT * FROM sessions WHERE name_digest = ?';

export function sessionValues(session: Session): (string | number | null | Uint8Array)[] {
  const { end } = session;
  const [issuer, sessionId] = [toText(session.issuer), toText(session.sessionId)];
  return [
    ...[issuer, sessionId, nameDigestOf(issuer, sessionId)],
    toTextOrNull(session.subject),
    toTextOrNull(session.tenant),
    toTextOrNull(session.email),
    session.device === null ? null : JSON.stringify(session.device),
    session.startedAtMs,
    session.registeredAtMs,
    session.lastSeenAtMs,
    session.expiresAtMs,
    session.latestTokenExpiresAtMs,
    ...(end === null
      ? [null, null, null, null]
      : [end.atMs, end.cause, toText(end.by), toTextOrNull(end.reason)]),
    session.retainUntilMs,
    toTextOrNull(session.keyId),
  ];
}

export function sessionOf(row: SessionRow): Session {
  return {
    issuer: fromText(row.issuer),
    sessionId: fromText(row.session_id) as SessionId,
    subject: fromTextOrNull(row.subject),
    tenant: fromTextOrNull(row.tenant),
    email: fromTextOrNull(row.email),
    device: row.device === null ? null : (JSON.parse(row.device) as Device),
    startedAtMs: row.started_at_ms,
    registeredAtMs: row.registered_at_ms,
    lastSeenAtMs: row.last_seen_at_ms,
    expiresAtMs: row.expires_at_ms,
    latestTokenExpiresAtMs: row.latest_token_expires_at_ms,
    keyId: fromTextOrNull(row.key_id),
    end:
      row.end_at_ms === null
        ? null
        : {
            atMs: row.end_at_ms,
            cause: row.end_cause,
            by: fromText(row.end_by),
            reason: fromTextOrNull(row.end_reason),
          },
    retainUntilMs: row.retain_until_ms,
  };
}

export interface AccountRow {
  readonly issuer: string;
  readonly subject: string;
  readonly tenant: Text;
  readonly email: Text;
  readonly status: AccountStatus;
  readonly restricted_capabilities: string;
}

export function accountOf(row: AccountRow): Account {
  return {
    issuer: fromText(row.issuer),
    subject: fromText(row.subject),
    tenant: fromTextOrNull(row.tenant),
    email: fromTextOrNull(row.email),
    status: row.status,
    restrictedCapabilities: JSON.parse(row.restricted_capabilities) as Capability[],
  };
}

export interface TenantPolicyRow {
  readonly tenant: string;
  readonly registered_accounts_only: number;
  readonly restricted_capabilities: string;
  readonly idle_timeout_seconds: number | null;
  readonly absolute_timeout_seconds: number | null;
}

export function tenantPolicyOf(row: TenantPolicyRow): TenantPolicy {
  return {
    tenant: fromText(row.tenant),
    registeredAccountsOnly: row.registered_accounts_only === 1,
    restrictedCapabilities: JSON.parse(row.restricted_capabilities) as Capability[],
    idleTimeoutSeconds: row.idle_timeout_seconds,
    absoluteTimeoutSeconds: row.absolute_timeout_seconds,
  };
}
