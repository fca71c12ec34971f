/** The ordered log of all that ended, a page at a time. */
import type { EndSessionDeps } from './end-session.ts';
import type { LogEntry } from './model.ts';

export type ReadLogOutcome =
  | {
      readonly kind: 'log-read';
      readonly entries: readonly LogEntry[];
      /** Where to go on. */
      readonly next: number;
      readonly hasMore: boolean;
    }
  /** Entries after the place asked for are no longer kept. */
  | { readonly kind: 'log-trimmed' }
  /** The log has not come that far: the place is of another log. */
  | { readonly kind: 'log-too-short' };

/** The page after a place; `null`: from the oldest entry that is kept. */
export async function readLog(
  { store }: Pick<EndSessionDeps, 'store'>,
  page: { readonly after: number | null; readonly limit: number },
): Promise<ReadLogOutcome> {
  const { entries, lastCursor, trimmedCursor } = await store.readLog(page.after ?? 0, page.limit);
  const after = page.after ?? trimmedCursor;
  if (after > lastCursor) return { kind: 'log-too-short' };
  if (after < trimmedCursor) return { kind: 'log-trimmed' };
  const next = entries.at(-1)?.cursor ?? after;
  return { kind: 'log-read', entries, next, hasMore: next < lastCursor };
}
