/** The edge: every request comes in here, and every answer goes out here. */
import express, { type NextFunction, type Request, type Response } from 'express';
import { operations } from '../../generated/operations.ts';
import { unknownPath } from '../contracts/control/registry.ts';
import type { About, Answer } from '../contracts/presenter.ts';
import { type Soon, soon, soonOr } from '../sessions/soon.ts';
import { type Choice, choose } from './choose.ts';
import { correlate } from './correlation.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import type { EdgeDeps } from './edge-deps.ts';
import type { Handled } from './exchange.ts';
import { headerNames } from './headers.ts';
import { forwardingWarner, stripForwardedPorts } from './limits.ts';
import type { Edge } from './server.ts';
import { siteAnswer } from './site.ts';
import { waysOf } from './ways.ts';
import { write } from './write.ts';

/**
 * Gateways ask these about each request of their clients. Nothing of them is Express's to decide, so they do not pass it;
 * it takes all others.
 */
const CHECKS: readonly string[] = operations.control
  .filter(({ operationId }) => operationId === 'verifySession' || operationId === 'introspectToken')
  .map(({ path }) => path);

export function createEdge(deps: EdgeDeps): Edge {
  const { settings } = deps;
  const ways = waysOf(deps);
  const warnOfForwarding = forwardingWarner(deps.warn);
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', [...settings.trustedProxies]);
  app.use(receive);
  app.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
    // Express would answer with a page that shows the stack.
    fail(error, res);
  });
  return {
    app,
    answer: (req, res) => {
      if (CHECKS.some((path) => req.url.startsWith(path))) {
        soonOr(
          () => receive(req, res),
          (error) => fail(error, res),
        );
      } else app(req, res);
    },
  };

  function receive(req: Request, res: Response): Soon<void> {
    const startedAtMs = performance.now();
    stripForwardedPorts(req);
    warnOfForwarding(req);
    const correlation = correlate(req.headers);
    const about: About = {
      requestId: correlation.id,
      broughtId: correlation.brought ? correlation.id : null,
      atMs: deps.control.now(),
      showDetails: !settings.production,
    };
    const headers = corsHeaders(req.headers.origin, settings.allowedOrigins);
    const path = req.url.split('?', 1)[0] ?? '';
    // A function, not a getter: for each object with one V8 makes a shape that only a full collection removes.
    const choice = choose({ method: req.method, path, headerNames: () => headerNames(req) });
    return soon(handle(req, res, choice, about), (handled) => {
      write(req, res, handled.answer, { requestId: about.requestId, headers });
      deps.onAnswered(res, handled, about, startedAtMs);
    });
  }

  function fail(error: unknown, res: Response): void {
    deps.onFault(error, null);
    if (res.headersSent) res.destroy();
    else res.writeHead(500, { 'Cache-Control': 'no-store', 'Content-Length': 0 }).end();
  }

  function handle(req: Request, res: Response, choice: Choice, about: About): Soon<Handled> {
    if (choice.kind === 'unknown-path') return siteAnswer(deps.site, req, about) ?? notFound(about);
    if (choice.kind === 'options') return preflight(req, choice.allow);
    const way = ways[choice.contract];
    if (choice.kind === 'method-not-allowed') {
      const answer = way.methodNotAllowed(about);
      const headers = { ...answer.headers, Allow: choice.allow.join(', ') };
      return { answer: { ...answer, headers }, outcome: choice.kind, contract: choice.contract };
    }
    const asked = { operation: choice.operation, params: choice.params, about, headers: {} };
    return soonOr(
      () =>
        soon(way.answer(req, res, asked), (answered) => {
          const answer = withHeaders(answered.answer, asked.headers);
          return { ...answered, answer, contract: choice.contract };
        }),
      (error) => {
        deps.onFault(error, about);
        const answer = withHeaders(way.fault(asked), asked.headers);
        return { answer, outcome: 'fault', contract: choice.contract };
      },
    );
  }

  function preflight(req: Request, allow: readonly string[]): Handled {
    const headers = {
      Allow: allow.join(', '),
      ...preflightHeaders(req.headers.origin, settings.allowedOrigins, allow),
    };
    return { answer: { status: 204, headers, body: null }, outcome: 'options', contract: null };
  }
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  for (const _ in headers) return { ...answer, headers: { ...answer.headers, ...headers } };
  return answer;
}

const notFound = (about: About): Handled => ({
  answer: unknownPath(about),
  outcome: 'unknown-path',
  contract: null,
});
