/** A store whose operations are timed. */
import type { SessionStore } from '../sessions/store.ts';
import type { Metrics } from './metrics.ts';

export function metered(store: SessionStore, metrics: Metrics): SessionStore {
  const timed = <R>(operation: string, run: () => Promise<R>): Promise<R> =>
    timedFrom(performance.now(), operation, run());
  const timedFrom = async <R>(startedAtMs: number, operation: string, running: Promise<R>): Promise<R> => {
    let ok = false;
    try {
      const result = await running;
      ok = true;
      return result;
    } finally {
      metrics.storeOperation(operation, ok, (performance.now() - startedAtMs) / 1000);
    }
  };
  return {
    read: (query) => {
      const startedAtMs = performance.now();
      const standing = store.read(query);
      // What it knows at once took it no time.
      return standing instanceof Promise ? timedFrom(startedAtMs, 'read', standing) : standing;
    },
    update: (query, decide) => timed('update', () => store.update(query, decide)),
    listSessions: (filter, page) => timed('list', () => store.listSessions(filter, page)),
    countSessions: (scope, upToMs, nowMs) => timed('count', () => store.countSessions(scope, upToMs, nowMs)),
    logId: store.logId,
    readLog: (after, limit) => timed('log', () => store.readLog(after, limit)),
    trimLog: (beforeMs, limit) => timed('trim', () => store.trimLog(beforeMs, limit)),
    forget: (nowMs, limit) => timed('forget', () => store.forget(nowMs, limit)),
    check: () => timed('check', () => store.check()),
    close: () => store.close(),
  };
}
