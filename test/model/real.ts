/** The real rules on a store, asked in the model's words. */
import { replaceAccount, replaceTenantPolicy } from '../../src/sessions/accounts.ts';
import { type ActiveStore, withActivity } from '../../src/sessions/activity.ts';
import { checkSession } from '../../src/sessions/check-session.ts';
import { endSession } from '../../src/sessions/end-session.ts';
import type { SessionId } from '../../src/sessions/identity.ts';
import type { LogoutRules } from '../../src/sessions/logout.ts';
import type { Credential } from '../../src/sessions/model.ts';
import type { EndSessionOutcome } from '../../src/sessions/outcome.ts';
import { registerSession } from '../../src/sessions/registration.ts';
import { countSessions, revokeSessions, revokeToken } from '../../src/sessions/revoke.ts';
import type { SessionStore } from '../../src/sessions/store.ts';
import type { Ask, LoggedOut, Scope, Status, Timeouts, Token } from './model.ts';

const LIFETIME_MS = 3_600_000;
/** Those of platform, whose answers tell most. */
const RULES: LogoutRules = {
  effect: 'revoke',
  repeatable: true,
  needsSubject: false,
  asksActiveAccount: true,
  asksCapability: false,
  asksRegisteredAccount: false,
};
const SAID: Readonly<Record<EndSessionOutcome['kind'], LoggedOut>> = {
  'logged-out': 'done',
  unauthenticated: 'refused',
  'account-not-active': 'forbidden',
  'session-not-found': 'unknown',
  'session-already-ended': 'over',
  'capability-restricted': 'forbidden',
  'account-not-registered': 'unknown',
  'no-subject': 'unknown',
  'invalid-input': 'unknown',
  'contradictory-input': 'unknown',
};

export class Real {
  readonly #clock: { nowMs: number };
  readonly #store: ActiveStore;

  constructor(store: SessionStore, clock: { nowMs: number }) {
    this.#clock = clock;
    this.#store = withActivity(store, {
      onError: (error) => {
        throw error;
      },
    });
  }

  get #deps() {
    return { store: this.#store, now: () => this.#clock.nowMs };
  }

  async check(token: Token): Promise<'active' | 'forbidden' | 'refused'> {
    const { kind } = await checkSession(this.#deps, [credentialOf(token)]);
    return (
      {
        'session-active': 'active',
        'session-presumed-active': 'active',
        'account-not-active': 'forbidden',
        unauthenticated: 'refused',
      } as const
    )[kind];
  }

  async logOut(token: Token, ask: Ask): Promise<LoggedOut> {
    const { kind } = await endSession(this.#deps, {
      credentials: [credentialOf(token)],
      accompanying: [],
      tenant: null,
      intent: 'session' in ask ? { scope: 'named', sessionId: ask.session as SessionId } : ask,
      reason: null,
      rules: RULES,
      by: 'platform',
    });
    return SAID[kind];
  }

  async revoke(token: Token): Promise<'done'> {
    await revokeToken(this.#deps, credentialOf(token), 'key:admin');
    return 'done';
  }

  /** What a dry run counts, and how many sessions that were active it then ends. */
  async cutOff(scope: Scope, upToMs: number | null): Promise<string> {
    const counted = await countSessions(this.#deps, { scope, upToMs });
    const order = { scope, upToMs, reason: null, by: 'key:admin', maxLifetimeMs: LIFETIME_MS };
    const ended = await revokeSessions(this.#deps, order);
    if (!('matchedSessions' in counted) || !('matchedSessions' in ended)) throw new Error('it was refused');
    return `${counted.matchedSessions} counted, ${ended.matchedSessions} ended`;
  }

  async register(token: Token): Promise<'registered' | 'exists' | 'inactive'> {
    const { kind } = await registerSession(this.#deps, {
      issuer: token.issuer,
      subject: token.subject,
      tenant: token.tenant,
      email: null,
      sessionId: token.session as SessionId,
      expiresAtMs: null,
      device: null,
      tokenExpiresAtMs: token.expiresMs,
      keyId: token.key,
      maxLifetimeMs: LIFETIME_MS,
    });
    if (kind === 'contradictory-input') throw new Error('it was refused');
    return (
      {
        'session-registered': 'registered',
        'session-exists': 'exists',
        'account-inactive': 'inactive',
      } as const
    )[kind];
  }

  async setStatus(user: { issuer: string; subject: string }, status: Status): Promise<'done'> {
    const account = { ...user, tenant: null, email: null, status, restrictedCapabilities: [] };
    await replaceAccount(this.#deps, { account, maxLifetimeMs: LIFETIME_MS, by: 'key:admin' });
    return 'done';
  }

  async setTimeouts(tenant: string, { idleMs, absoluteMs }: Timeouts): Promise<'done'> {
    await replaceTenantPolicy(this.#deps, {
      tenant,
      registeredAccountsOnly: false,
      restrictedCapabilities: [],
      idleTimeoutSeconds: idleMs === null ? null : idleMs / 1000,
      absoluteTimeoutSeconds: absoluteMs === null ? null : absoluteMs / 1000,
    });
    return 'done';
  }

  /** Until what checks have left to be written is written. */
  async settle(): Promise<void> {
    await this.#store.update(
      { issuer: '', subject: null, keyId: null, tenant: null, sessionIds: [] },
      () => ({
        result: null,
        changes: [],
      }),
    );
  }
}

function credentialOf(token: Token): Credential {
  return {
    issuer: token.issuer,
    subject: token.subject,
    sessionId: token.session as SessionId,
    tenant: token.tenant,
    email: null,
    issuedAtMs: token.issuedMs,
    expiresAtMs: token.expiresMs,
    keyId: token.key,
    maxLifetimeMs: LIFETIME_MS,
  };
}
