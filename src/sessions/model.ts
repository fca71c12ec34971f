/** What logoutd knows. All times are Unix milliseconds; `null` means "not known" or "never". */
import type { SessionId } from './identity.ts';

/** A user as RFC 7519 (section 4.1.2) has it: a subject is only unique within its issuer. */
export interface User {
  readonly issuer: string;
  readonly subject: string;
}

/** A token that has been proven: its signature holds, its claims are well-formed, and it has not expired. */
export interface Credential {
  readonly issuer: string;
  /** `null`: the token names no user. */
  readonly subject: string | null;
  readonly sessionId: SessionId;
  readonly tenant: string | null;
  readonly email: string | null;
  /** `iat`; a token without one is covered by every cut-off on it. */
  readonly issuedAtMs: number | null;
  /** `exp`. */
  readonly expiresAtMs: number;
  /** The longest lifetime that the issuer may give a token, in milliseconds. */
  readonly maxLifetimeMs: number;
}

export interface Device {
  readonly name: string | null;
  readonly userAgent: string | null;
  readonly ip: string | null;
}

/** Why a session ended, as it is recorded. */
export type EndCause =
  | 'logout'
  | 'cutoff'
  | 'admin'
  | 'account_inactive'
  | 'idle_timeout'
  | 'absolute_timeout';

export interface End {
  readonly atMs: number;
  readonly cause: EndCause;
  /** Who asked: the wire contract's name, or `control`; `rule` where nobody did. */
  readonly by: string;
  readonly reason: string | null;
}

export interface Session {
  readonly issuer: string;
  readonly sessionId: SessionId;
  /** `null` until a token or a registration names one; once set it never changes. */
  readonly subject: string | null;
  readonly tenant: string | null;
  readonly email: string | null;
  readonly device: Device | null;
  readonly startedAtMs: number;
  /** Set only for a session that was registered. */
  readonly registeredAtMs: number | null;
  readonly lastSeenAtMs: number;
  /** The end that its registration gave it. */
  readonly expiresAtMs: number | null;
  /** The latest `exp` of its tokens seen so far. */
  readonly latestTokenExpiresAtMs: number | null;
  readonly end: End | null;
  /** From this time on the store may forget it; `null`: not while it lives. */
  readonly retainUntilMs: number | null;
}

export type AccountStatus = 'active' | 'inactive' | 'suspended';
export type Capability = 'logout';

/** A registered account. */
export interface Account extends User {
  readonly tenant: string | null;
  readonly email: string | null;
  readonly status: AccountStatus;
  readonly restrictedCapabilities: readonly Capability[];
}

/** What a tenant demands of its sessions. */
export interface TenantPolicy {
  readonly tenant: string;
  readonly registeredAccountsOnly: boolean;
  readonly restrictedCapabilities: readonly Capability[];
  readonly idleTimeoutSeconds: number | null;
  readonly absoluteTimeoutSeconds: number | null;
}

/** Ends every token of a user that was issued up to a moment, seen or not. */
export interface CutOff {
  readonly atMs: number;
  /** The one session that it spares. */
  readonly exceptSessionId: SessionId | null;
  readonly cause: EndCause;
  readonly by: string;
  readonly reason: string | null;
  readonly retainUntilMs: number;
}

/** An entry of the ordered log of all that ended. */
export interface LogEntry {
  /** Grows by every entry; never repeats. */
  readonly cursor: number;
  readonly kind: 'session' | 'cut-off';
  readonly atMs: number;
  readonly issuer: string;
  readonly subject: string | null;
  /** The session that ended, or the one that a cut-off spared. */
  readonly sessionId: SessionId | null;
  readonly cause: EndCause;
  readonly by: string;
  readonly reason: string | null;
  /** How many sessions known at that moment it ended. */
  readonly endedSessions: number;
}
