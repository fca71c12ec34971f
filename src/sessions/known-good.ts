/**
 * The open posture: for how long a token that was found active may be taken for active while the store cannot say.
 * Where nothing else is said the posture is closed, and this remembers nothing.
 */
import { type SessionId, sessionKey } from './identity.ts';
import type { Credential } from './model.ts';

export interface KnownGood {
  /** To be called before a check looks; `note` wants it back. */
  begin(): number;
  /** The token was found active. Ignored where its session was forgotten since the check began. */
  note(token: Credential, atMs: number, begun: number): void;
  /** When it was last found active, if that is recent enough to count. */
  lastGoodAtMs(token: Credential, nowMs: number): number | null;
  /** Somebody is about to change these sessions, or, where none is named, who knows which. */
  forget(issuer: string, sessionIds: readonly SessionId[]): void;
}

export const closedPosture: KnownGood = {
  begin: () => 0,
  note: () => undefined,
  lastGoodAtMs: () => null,
  forget: () => undefined,
};

/** Of that many sessions; the one kept longest is dropped first. */
const CAPACITY = 100_000;

interface Known {
  /** Which of all the forgettings was its last. */
  readonly forgotten: number;
  /** When each of its tokens was last found active. */
  readonly tokens: Map<string, number>;
}

export interface PostureOptions {
  /** Told of each token that is taken for active, and how long ago it was found so. */
  readonly onPresumed: (sinceMs: number) => void;
  readonly capacity?: number;
}

/** @param withinMs for how long it counts */
export function openPosture(
  withinMs: number,
  { onPresumed, capacity = CAPACITY }: PostureOptions,
): KnownGood {
  const sessions = new Map<string, Known>();
  let forgettings = 0;
  let allForgotten = 0;

  function put(key: string, known: Known): void {
    sessions.delete(key);
    sessions.set(key, known);
    const [oldest] = sessions.size > capacity ? sessions : [];
    if (oldest === undefined) return;
    sessions.delete(oldest[0]);
    // Without its record nobody could tell whether a check began before it.
    if (oldest[1].forgotten > 0) allForgotten = forgettings;
  }

  return {
    begin: () => forgettings,
    note: (token, atMs, begun) => {
      const key = sessionKey(token);
      const { forgotten, tokens } = sessions.get(key) ?? { forgotten: 0, tokens: new Map<string, number>() };
      if (Math.max(forgotten, allForgotten) > begun) return;
      for (const [one, goodAtMs] of tokens) if (goodAtMs + withinMs < atMs) tokens.delete(one);
      tokens.set(tokenKey(token), atMs);
      put(key, { forgotten, tokens });
    },
    lastGoodAtMs: (token, nowMs) => {
      const known = sessions.get(sessionKey(token));
      const atMs = known?.tokens.get(tokenKey(token)) ?? null;
      // A clock that was set back cannot say how long ago that was.
      if (atMs === null || atMs > nowMs || nowMs > atMs + withinMs) return null;
      onPresumed(nowMs - atMs);
      return atMs;
    },
    forget: (issuer, sessionIds) => {
      forgettings += 1;
      if (sessionIds.length === 0) {
        sessions.clear();
        allForgotten = forgettings;
      }
      for (const sessionId of sessionIds) {
        put(sessionKey({ issuer, sessionId }), { forgotten: forgettings, tokens: new Map() });
      }
    },
  };
}

/** All that a check goes by, so that only this token is taken for good. */
function tokenKey({ subject, tenant, keyId, issuedAtMs, expiresAtMs }: Credential): string {
  return JSON.stringify([subject, tenant, keyId, issuedAtMs, expiresAtMs]);
}
