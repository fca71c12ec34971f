/** What is true of this server alone. */
export interface Hints {
  /** Whether the first screen shows tokens to try with. */
  readonly hasTokens: boolean;
  /** Where a made-up admin key can be read; `null`: it was given. */
  readonly keyFile: string | null;
  /** The contracts whose logout only marks the user: the session goes on. */
  readonly marking: readonly string[];
}

export const MARKS_ONLY = 'Marks only: the session goes on.';
