/** The ordered log of all that ended, a page at a time. */
import type { EndSessionDeps } from './end-session.ts';
import type { LogEntry } from './model.ts';

export type ReadLogOutcome =
  | {
      readonly kind: 'log-read';
      readonly entries: readonly LogEntry[];
      /** Where to go on. */
      readonly next: LogPlace;
      readonly hasMore: boolean;
    }
  /** Entries after the place asked for are no longer kept. */
  | { readonly kind: 'log-trimmed' }
  /** The place is of another log: it has another name, or this one has not come that far. */
  | { readonly kind: 'log-unknown' };

/** A place in a log: just after an entry. */
export interface LogPlace {
  readonly logId: string;
  readonly cursor: number;
}

/** The page after a place; `null`: from the oldest entry that is kept. */
export async function readLog(
  { store }: Pick<EndSessionDeps, 'store'>,
  page: { readonly after: LogPlace | null; readonly limit: number },
): Promise<ReadLogOutcome> {
  const given = page.after?.cursor ?? null;
  const { entries, lastCursor, trimmedCursor } = await store.readLog(given ?? 0, page.limit);
  const after = given ?? trimmedCursor;
  if ((page.after?.logId ?? store.logId) !== store.logId || after > lastCursor)
    return { kind: 'log-unknown' };
  if (after < trimmedCursor) return { kind: 'log-trimmed' };
  const cursor = entries.at(-1)?.cursor ?? after;
  return { kind: 'log-read', entries, next: { logId: store.logId, cursor }, hasMore: cursor < lastCursor };
}
