/** One line and one count a request, when its answer has gone out or its client has gone away. */
import type { Response } from 'express';
import type { About } from '../contracts/presenter.ts';
import type { Handled } from '../http/exchange.ts';
import type { Logger, Pseudonym } from './log.ts';
import type { Metrics } from './metrics.ts';

export function requestLog(log: Logger, metrics: Metrics, pseudonym: Pseudonym) {
  return (res: Response, handled: Handled, about: About, startedAtMs: number): void => {
    const finish = (): void => {
      const durationMs = performance.now() - startedAtMs;
      metrics.request(handled.contract ?? 'none', handled.answer.status, durationMs / 1000);
      const { who } = handled;
      log.info(
        {
          contract: handled.contract,
          outcome: handled.outcome,
          ...(handled.reason === undefined ? {} : { reason: handled.reason }),
          ...(handled.claim === undefined ? {} : { claim: handled.claim }),
          status: handled.answer.status,
          durationMs: Math.round(durationMs * 1000) / 1000,
          requestId: about.requestId,
          ...(handled.key === undefined ? {} : { key: handled.key }),
          ...(who === undefined ? {} : { session: pseudonym(who.issuer, 'session', who.sessionId) }),
          ...(who?.subject ? { subject: pseudonym(who.issuer, 'subject', who.subject) } : {}),
        },
        'request',
      );
    };
    if (res.writableFinished || res.destroyed) finish();
    else res.once('close', finish);
  };
}
