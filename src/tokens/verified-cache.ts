/** Tokens that were proven, so that a token that comes with every request is proven once. */
import type { Credential } from '../sessions/model.ts';
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

/** So many at once: where nearly all come again, one of them goes all the same. */
const CONSIDERED = 8;

interface Kept extends ProvenToken {
  /** What is said of it, the same each time. */
  readonly verified: ProvenVerdict;
  /** Whether it came again since its place was last considered. */
  isUsed: boolean;
}
interface ProvenVerdict {
  readonly ok: true;
  readonly credential: Credential;
}

/**
 * Named by a digest of the whole text, so that another spelling of a token is another token, and proven anew. What is
 * kept is that a signature holds and what the token says; whether its session lives is asked of the store every time.
 */
export class VerifiedTokens {
  /** The one kept longest comes first. */
  readonly #proven = new Map<string, Kept>();
  readonly #capacity: number;

  constructor(capacity: number = CAPACITY) {
    this.#capacity = capacity;
  }

  /**
   * `null`: not known, not valid at this moment, or its key is no longer among those of its set. A promise only where that
   * set may change.
   */
  find(name: string, nowMs: number): ProvenVerdict | null | Promise<ProvenVerdict | null> {
    const kept = this.#proven.get(name);
    if (kept === undefined) return null;
    const { credential, validFromMs, remote } = kept;
    if (nowMs >= credential.expiresAtMs || nowMs < validFromMs) {
      this.#proven.delete(name);
      return null;
    }
    return remote === null ? this.#used(kept) : this.#findOf(remote, name, kept);
  }

  add(name: string, proven: ProvenToken): void {
    const verified = { ok: true, credential: proven.credential } as const;
    if (this.#proven.size >= this.#capacity) this.#makeRoom();
    this.#proven.set(name, { ...proven, verified, isUsed: false });
  }

  async #findOf(remote: RemoteKeys, name: string, kept: Kept): Promise<ProvenVerdict | null> {
    if ((await remote.current())?.includes(kept.key)) return this.#used(kept);
    this.#proven.delete(name);
    return null;
  }

  #used(kept: Kept): ProvenVerdict {
    kept.isUsed = true;
    return kept.verified;
  }

  /** Of the first few the one that did not come again goes; those that did are considered anew behind all others. */
  #makeRoom(): void {
    let considered = 0;
    for (const [name, kept] of this.#proven) {
      this.#proven.delete(name);
      considered += 1;
      if (!kept.isUsed || considered === CONSIDERED) return;
      kept.isUsed = false;
      this.#proven.set(name, kept);
    }
  }
}
