/** A store whose operations are timed. */
import type { SessionStore } from '../sessions/store.ts';
import type { Metrics } from './metrics.ts';

export function metered(store: SessionStore, metrics: Metrics): SessionStore {
  const timed = async <R>(operation: string, run: () => Promise<R>): Promise<R> => {
    const startedAtMs = performance.now();
    let ok = false;
    try {
      const result = await run();
      ok = true;
      return result;
    } finally {
      metrics.storeOperation(operation, ok, (performance.now() - startedAtMs) / 1000);
    }
  };
  return {
    read: (query) => timed('read', () => store.read(query)),
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
