/** One line and one count a request, when its answer has gone out or its client has gone away. */
import type { Response } from 'express';
import type { About } from '../contracts/presenter.ts';
import type { Handled } from '../http/exchange.ts';
import type { Logger, Named, Pseudonyms } from './log.ts';
import type { Metrics } from './metrics.ts';

interface Request {
  readonly handled: Handled;
  readonly requestId: string;
  readonly durationMs: number;
}

/**
 * Those of one turn of the event loop are written down together, behind the last of them: one after the other while each
 * was answered, they took four times as long (docs/decisions/0029-fast-checks.md).
 */
export function requestLog(log: Logger, metrics: Metrics, pseudonymsOf: (named: Named) => Pseudonyms) {
  let answered: Request[] = [];
  const writeDown = (): void => {
    const requests = answered;
    answered = [];
    for (const { handled, requestId, durationMs } of requests) {
      metrics.request(handled.contract ?? 'none', handled.answer.status, durationMs / 1000);
      const time = { durationMs: Math.round(durationMs * 1000) / 1000, requestId };
      const { who, outcome } = handled;
      if (who !== undefined && outcome === 'session-active') logOfChecked(who, handled).info(time, 'request');
      else log.info({ ...fieldsOf(handled), ...time }, 'request');
    }
  };
  // Before the log writes its last lines.
  process.prependOnceListener('exit', writeDown);
  const fieldsOf = ({ contract, outcome, reason, claim, answer, key, who }: Handled) => {
    const named = who === undefined ? undefined : pseudonymsOf(who);
    // pino leaves out what is undefined.
    const credential = { session: named?.session, subject: named?.subject };
    return { contract, outcome, reason, claim, status: answer.status, key, ...credential };
  };
  // A token that is checked again and again has one credential for as long as it is kept; all but the time stays as it was.
  const checked = new WeakMap<Named, Logger>();
  const logOfChecked = (who: Named, handled: Handled): Logger => {
    const known = checked.get(who);
    if (known !== undefined) return known;
    const made = log.child(fieldsOf(handled));
    checked.set(who, made);
    return made;
  };

  return (res: Response, handled: Handled, { requestId }: About, startedAtMs: number): void => {
    const finish = (): void => {
      if (answered.length === 0) setImmediate(writeDown);
      answered.push({ handled, requestId, durationMs: performance.now() - startedAtMs });
    };
    if (res.destroyed || isOut(res)) finish();
    else res.once('close', finish);
  };
}

/** Whether all of the answer has been taken by the operating system. */
function isOut({ writableFinished, writableEnded, socket }: Response): boolean {
  return writableFinished || (writableEnded && socket?.writableLength === 0);
}
