/** What doctor says of one thing. */
export interface Finding {
  readonly verdict: 'ok' | 'warn' | 'wrong';
  readonly about: 'node' | 'settings' | 'secrets' | 'keys' | 'server' | 'store' | 'clock';
  /** What is so; where it is not as it should be, also how to mend it. */
  readonly says: string;
}

export const ok = (about: Finding['about'], says: string): Finding => ({ verdict: 'ok', about, says });
export const warn = (about: Finding['about'], says: string): Finding => ({ verdict: 'warn', about, says });
export const wrong = (about: Finding['about'], says: string): Finding => ({ verdict: 'wrong', about, says });
