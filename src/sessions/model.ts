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
  /** The `kid` of the key that proved it; that of the token's header where the key has none. */
  readonly keyId: string | null;
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
  /** Who asked: the wire contract's name, or `key:` and the name of a control key; `rule` where nobody did. */
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
  /** Of the token seen last that had power. */
  readonly keyId: string | null;
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

/** Whose tokens a cut-off ends. A tenant is the same for every issuer; users and keys are an issuer's. */
export type CutOffScope =
  | { readonly kind: 'subject'; readonly issuer: string; readonly subject: string }
  | { readonly kind: 'tenant'; readonly tenant: string }
  | { readonly kind: 'issuer'; readonly issuer: string }
  | { readonly kind: 'key'; readonly issuer: string; readonly keyId: string };

/** Ends every token of its scope that was issued up to a moment, seen or not. */
export interface CutOff {
  readonly scope: CutOffScope;
  /** The last moment at which a token so ended was issued. */
  readonly upToMs: number;
  /** When it was made. */
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
  /** One session, or what a cut-off selects. */
  readonly scope: 'session' | CutOffScope['kind'];
  readonly atMs: number;
  /** `null`: every one. */
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly tenant: string | null;
  readonly keyId: string | null;
  /** The session that ended, or the one that a cut-off spared. */
  readonly sessionId: SessionId | null;
  /** Of a cut-off; `null` for one session. */
  readonly upToMs: number | null;
  readonly cause: EndCause;
  readonly by: string;
  readonly reason: string | null;
  /** How many sessions that were active at that moment it ended, as `sessionState` has it. */
  readonly endedSessions: number;
}
