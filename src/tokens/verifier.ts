/** A token string → the credential that it proves, or why it proves none. */
import type { Credential } from '../sessions/model.ts';
import type { ClaimFault, TokenRefusal } from '../sessions/outcome.ts';
import {
  audienceFits,
  type ClaimsRefusal,
  guardPayload,
  isRefusal,
  issuerFits,
  readCredential,
} from './claims.ts';
import { type CompactToken, readCompact } from './compact.ts';
import { digest } from './digest.ts';
import { guardHeader, type TokenHeader } from './header.ts';
import type { IssuerSettings } from './issuer.ts';
import type { VerificationKey } from './key.ts';
import { loadKeys } from './load-keys.ts';
import { type RemoteKeys, remoteKeys } from './remote-keys.ts';
import { prove, type Miss as SignatureMiss } from './signature.ts';
import { type ProvenToken, VerifiedTokens } from './verified-cache.ts';

export type Verified =
  | { readonly ok: true; readonly credential: Credential }
  /** `keys_unavailable`: nobody can say now; the fault is not the token's. */
  | { readonly ok: false; readonly reason: TokenRefusal | 'keys_unavailable' }
  | ({ readonly ok: false; readonly reason: 'claim_invalid' } & ClaimFault);

export type Use = 'check' | 'logout';

export interface TokenVerifier {
  /**
   * Never throws and never rejects, whatever the string. Without a promise where the token was proven before: by a check,
   * since tokens that are checked come again. Those of a logout do not.
   */
  verify(token: string, use?: Use): Verified | Promise<Verified>;
  /** Gives up fetches under way. Keys at hand still verify. */
  close(): void;
}

export interface VerifierOptions {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** How long fetching a JWK set may take; 5 seconds unless given. */
  readonly fetchTimeoutMs?: number;
  /** Told of every fetch of a JWK set that failed; must not throw. */
  readonly onFetchFailed?: (issuer: string, error: unknown) => void;
}

interface Issuer {
  readonly settings: IssuerSettings;
  readonly fixed: readonly VerificationKey[];
  readonly remote: readonly RemoteKeys[];
}

type Miss = SignatureMiss | 'keys_unavailable' | 'audience_refused' | 'issuer_refused';

/** Of the reasons that several issuers give, the first of these is reported: it came nearest to a proof. */
const MOST_TELLING: readonly Miss[] = [
  'keys_unavailable',
  'signature_invalid',
  'audience_refused',
  'unknown_key',
  'algorithm_refused',
  'issuer_refused',
];

/**
 * Loads the issuers' keys, once. Sets at URLs are fetched when a token first needs them.
 *
 * Issuers whose `iss` and `aud` fit a token are tried in the order given, and the first whose key proves it
 * decides. So a key belongs under one issuer only, or their `iss` must differ: a user is (issuer, subject).
 *
 * @throws {KeyError} for a key that could not be trusted or read.
 */
export async function createTokenVerifier(
  issuers: readonly IssuerSettings[],
  options: VerifierOptions,
): Promise<TokenVerifier> {
  const loaded = await Promise.all(issuers.map((settings) => load(settings, options)));
  const proven = new VerifiedTokens();
  return {
    verify: (token, use = 'check') => {
      const nowMs = options.now();
      const name = digest(token);
      const keep = (one: ProvenToken): void => {
        if (use === 'check') proven.add(name, one);
      };
      const known = proven.find(name, nowMs);
      if (known instanceof Promise) return known.then((one) => one ?? verify(token, loaded, nowMs, keep));
      return known ?? verify(token, loaded, nowMs, keep);
    },
    close: () => {
      for (const { remote } of loaded) for (const keys of remote) keys.close();
    },
  };
}

async function load(settings: IssuerSettings, options: VerifierOptions): Promise<Issuer> {
  const { fixed, urls } = await loadKeys(settings);
  const { onFetchFailed } = options;
  const remote = urls.map((url) =>
    remoteKeys(url, settings.algorithms, {
      ...options,
      onFetchFailed: (error) => onFetchFailed?.(settings.name, error),
    }),
  );
  return { settings, fixed, remote };
}

async function verify(
  text: string,
  issuers: readonly Issuer[],
  nowMs: number,
  keep: (proven: ProvenToken) => void,
): Promise<Verified> {
  const token = readCompact(text);
  if (typeof token === 'string') return refused(token);
  const header = guardHeader(token.header);
  if (typeof header === 'string') return refused(header);
  const times = guardPayload(token.payload, nowMs);
  if (isRefusal(times)) return refused(times);

  const misses = new Set<Miss>();
  for (const issuer of issuers) {
    const proof = await proveBy(issuer, token, header);
    if (typeof proof === 'string') {
      misses.add(proof);
      continue;
    }
    const credential = readCredential(token, times, issuer.settings, proof.key.kid ?? header.kid);
    if (isRefusal(credential)) return refused(credential);
    keep({ credential, validFromMs: times.validFromMs, ...proof });
    return { ok: true, credential };
  }
  return refused(mostTelling(misses));
}

/** The key that proves it, and the set that it came with. */
type Proven = Pick<ProvenToken, 'key' | 'remote'>;

async function proveBy(issuer: Issuer, token: CompactToken, header: TokenHeader): Promise<Proven | Miss> {
  if (!issuerFits(token.payload, issuer.settings)) return 'issuer_refused';
  if (!issuer.settings.algorithms.includes(header.alg)) return 'algorithm_refused';
  if (!audienceFits(token.payload, issuer.settings)) return 'audience_refused';
  const misses = new Set<Miss>();
  if (issuer.fixed.length > 0) {
    const key = await prove(token.text, header, issuer.fixed);
    if (typeof key !== 'string') return { key, remote: null };
    misses.add(key);
  }
  for (const remote of issuer.remote) {
    const key = await proveRemotely(token.text, header, remote);
    if (typeof key !== 'string') return { key, remote };
    misses.add(key);
  }
  return mostTelling(misses);
}

/** A `kid` that is known proves or it does not; anything else may be news of a key that was added since. */
async function proveRemotely(
  token: string,
  header: TokenHeader,
  remote: RemoteKeys,
): Promise<VerificationKey | Miss> {
  const keys = await remote.current();
  if (keys === null) return 'keys_unavailable';
  const proof = await prove(token, header, keys);
  if (typeof proof !== 'string') return proof;
  if (keys.some((key) => key.kid !== null && key.kid === header.kid)) return proof;
  const renewed = await remote.renewed();
  return renewed === null || renewed === keys ? proof : prove(token, header, renewed);
}

function mostTelling(misses: ReadonlySet<Miss>): Miss {
  return MOST_TELLING.find((miss) => misses.has(miss)) ?? 'issuer_refused';
}

function refused(refusal: ClaimsRefusal | 'keys_unavailable'): Verified {
  if (typeof refusal !== 'string') return { ok: false, reason: 'claim_invalid', ...refusal };
  return { ok: false, reason: refusal };
}
