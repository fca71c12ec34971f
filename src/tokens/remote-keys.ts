/** The keys of a JWK set that stands at a URL: fetched when needed, kept while they cannot be fetched again. */
import { createRemoteJWKSet, customFetch } from 'jose';
import { fetchBounded } from './fetch-bounded.ts';
import type { Algorithm } from './issuer.ts';
import { membersOf, readJwk } from './jwk.ts';
import type { VerificationKey } from './key.ts';

export interface RemoteKeys {
  /** The keys at hand, fetched first where there are none yet. `null`: never had, and not to be had now. */
  current(): Promise<readonly VerificationKey[] | null>;
  /** The keys after another fetch, unless one was tried a moment ago. For a token that none at hand proves. */
  renewed(): Promise<readonly VerificationKey[] | null>;
  /** Gives up a fetch under way; nothing is fetched any more. */
  close(): void;
}

export interface RemoteKeysOptions {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** How long one fetch may take; 5 seconds unless given. */
  readonly fetchTimeoutMs?: number;
  readonly onFetchFailed?: (error: unknown) => void;
}

/** From this age on the keys are fetched anew in the background. */
const FRESH_MS = 10 * 60_000;
/** From this age on a token waits for that, once: a key withdrawn long ago proves nothing after a quiet night. */
const STALE_MS = 60 * 60_000;
/** How long after one fetch, good or bad, the next may begin. */
const COOL_DOWN_MS = 30_000;
/** The same while there are no keys at all. */
const RETRY_MS = 5_000;

export function remoteKeys(
  url: URL,
  algorithms: readonly Algorithm[],
  { now, fetchTimeoutMs = 5_000, onFetchFailed = () => {} }: RemoteKeysOptions,
): RemoteKeys {
  const closing = new AbortController();
  const jwks = createRemoteJWKSet(url, {
    timeoutDuration: fetchTimeoutMs,
    [customFetch]: fetchBounded(closing.signal),
  });
  let keys: readonly VerificationKey[] | null = null;
  let fetchedAtMs = 0;
  let triedAtMs: number | null = null;
  let failed = false;
  let underWay: Promise<void> | null = null;

  /** However far the clock jumped, and in which direction: a time that is far away is long past. */
  const isWithin = (ms: number, sinceMs: number) => Math.abs(now() - sinceMs) < ms;

  const mayFetch = () => triedAtMs === null || !isWithin(keys === null ? RETRY_MS : COOL_DOWN_MS, triedAtMs);

  async function fetchKeys(): Promise<void> {
    try {
      await jwks.reload();
      keys = usableKeys(jwks.jwks(), algorithms);
      fetchedAtMs = now();
      failed = false;
    } catch (error) {
      failed = true;
      if (!closing.signal.aborted) onFetchFailed(error);
    } finally {
      triedAtMs = now();
      underWay = null;
    }
  }

  /** One fetch at a time, whoever asks for it. */
  function renew(): Promise<void> {
    if (underWay === null && mayFetch()) underWay = fetchKeys();
    return underWay ?? Promise.resolve();
  }

  return {
    async current() {
      if (keys === null || (!failed && !isWithin(STALE_MS, fetchedAtMs))) await renew();
      else if (!isWithin(FRESH_MS, fetchedAtMs)) void renew();
      return keys;
    },
    async renewed() {
      await renew();
      return keys;
    },
    close: () => closing.abort(),
  };
}

/** Members that cannot prove a token here are passed over (RFC 7517, section 5), whatever is wrong with them. */
function usableKeys(set: unknown, algorithms: readonly Algorithm[]): readonly VerificationKey[] {
  const members = membersOf(set);
  if (typeof members === 'string') throw new Error(members);
  return members.flatMap((member) => {
    const reading = readJwk(member, algorithms);
    return 'key' in reading ? [reading.key] : [];
  });
}
