/** Tokens that were proven, so that a token that comes with every request is proven once. */
import type { Credential } from '../sessions/model.ts';
import { digest } from './digest.ts';
import type { VerificationKey } from './key.ts';
import type { RemoteKeys } from './remote-keys.ts';

export interface ProvenToken {
  readonly credential: Credential;
  /** Its `nbf` and `iat` with their leeway, in Unix milliseconds. */
  readonly validFromMs: number;
  readonly key: VerificationKey;
  /** The set that the key came with; `null`: it does not change. */
  readonly remote: RemoteKeys | null;
}

/** Of tokens with the longest names they take 43 MB (measured): a name has at most 255 characters. */
const CAPACITY = 10_000;

/**
 * Keyed by a digest of the whole text, so that another spelling of a token is another token, and proven anew. What is
 * kept is that a signature holds and what the token says; whether its session lives is asked of the store every time.
 */
export class VerifiedTokens {
  /** In the order of their last use. */
  readonly #proven = new Map<string, ProvenToken>();
  readonly #capacity: number;

  constructor(capacity: number = CAPACITY) {
    this.#capacity = capacity;
  }

  /** `null`: not known, not valid at this moment, or its key is no longer among those of its set. */
  async find(text: string, nowMs: number): Promise<Credential | null> {
    const name = digest(text);
    const proven = this.#proven.get(name);
    if (proven === undefined) return null;
    this.#proven.delete(name);
    const { credential, validFromMs, key, remote } = proven;
    if (nowMs >= credential.expiresAtMs || nowMs < validFromMs) return null;
    if (remote !== null && !(await remote.current())?.includes(key)) return null;
    this.#keep(name, proven);
    return credential;
  }

  add(text: string, proven: ProvenToken): void {
    this.#keep(digest(text), proven);
  }

  #keep(name: string, proven: ProvenToken): void {
    this.#proven.set(name, proven);
    if (this.#proven.size <= this.#capacity) return;
    for (const [oldest] of this.#proven) {
      this.#proven.delete(oldest);
      return;
    }
  }
}
