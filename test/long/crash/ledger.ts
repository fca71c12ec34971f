/** What the clients of the crash loop know: which sessions must have ended, and which must not. */

export interface Witness {
  readonly sessionId: string;
  readonly token: string;
  /**
   * `ended`: that was acknowledged. `alive`: nobody asked for its end, or a check found it alive after the crash.
   * `open`: its end was asked for, and the server died before it answered; either is right, but it has to last.
   */
  must: 'ended' | 'alive' | 'open';
  /** Whether its record is known for certain, so that a 404 would be a loss. */
  known: boolean;
}

/** Sessions that one request ends: all of them or none. */
export interface Group {
  readonly what: string;
  readonly ends: readonly Witness[];
  readonly spares: readonly Witness[];
}

export class Ledger {
  readonly groups: Group[] = [];
  #checked = 0;

  add(group: Group): void {
    this.groups.push(group);
  }

  /** Those since the last call. */
  takeNew(): readonly Group[] {
    const fresh = this.groups.slice(this.#checked);
    this.#checked = this.groups.length;
    return fresh;
  }
}

export const witnessesOf = ({ ends, spares }: Group): readonly Witness[] => [...ends, ...spares];
