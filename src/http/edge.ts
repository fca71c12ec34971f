/** The edge: every request comes in here, and every answer goes out here. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { ContractName } from '../../generated/operations.ts';
import type { LogoutContract } from '../contracts/contract.ts';
import type { ControlDeps } from '../contracts/control/operation.ts';
import { controlOperations, methodNotAllowed, unknownPath } from '../contracts/control/registry.ts';
import { presentVerification } from '../contracts/control/verify.ts';
import type { About, Answer } from '../contracts/presenter.ts';
import { type Choice, choose } from './choose.ts';
import { control, type IdentifyKey } from './control.ts';
import { correlate } from './correlation.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { isOwnSite } from './cross-site.ts';
import type { Answered, Asked, Handled } from './exchange.ts';
import { headerNames } from './headers.ts';
import { type CountsOf, forwardingWarner, limiter, type RateLimit, stripForwardedPorts } from './limits.ts';
import { type LogoutDeps, logout } from './logout.ts';
import { type Site, siteAnswer } from './site.ts';
import { validator } from './validate.ts';
import { verify } from './verify.ts';
import { write } from './write.ts';

export interface EdgeSettings {
  readonly production: boolean;
  /** CIDRs and addresses. */
  readonly trustedProxies: readonly string[];
  readonly allowedOrigins: ReadonlySet<string>;
  readonly limits: Readonly<Record<ContractName, RateLimit | null>>;
}

export interface EdgeDeps {
  readonly settings: EdgeSettings;
  readonly contracts: readonly LogoutContract[];
  /** The OpenAPI documents, by contract. */
  readonly documents: Readonly<Record<ContractName, unknown>>;
  readonly site: Site;
  readonly logout: Omit<LogoutDeps, 'isOwnSite'>;
  readonly control: ControlDeps;
  readonly identifyKey: IdentifyKey;
  readonly countsOf: CountsOf;
  /** Told of every request once its answer is on its way; `startedAtMs` is of `performance.now`. */
  readonly onAnswered: (res: Response, handled: Handled, about: About, startedAtMs: number) => void;
  /** `null`: the fault lies before or behind the contracts. */
  readonly onFault: (error: unknown, about: About | null) => void;
  readonly warn: (message: string) => void;
}

/** A contract's way: its operations, and what it says where it has none. */
interface Way {
  answer(req: Request, res: Response, asked: Asked): Promise<Answered>;
  fault(asked: Asked): Answer;
  methodNotAllowed(about: About): Answer;
}

export function createEdge(deps: EdgeDeps): Express {
  const { settings } = deps;
  const ways = waysOf(deps);
  const warnOfForwarding = forwardingWarner(deps.warn);
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', [...settings.trustedProxies]);
  app.use(async (req: Request, res: Response) => {
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
    const choice = choose({ method: req.method, path, headerNames: headerNames(req) });
    const handled = await handle(req, res, choice, about);
    write(req, res, handled.answer, { requestId: about.requestId, headers });
    deps.onAnswered(res, handled, about, startedAtMs);
  });
  app.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
    // Express would answer with a page that shows the stack.
    deps.onFault(error, null);
    if (res.headersSent) res.destroy();
    else res.writeHead(500, { 'Cache-Control': 'no-store', 'Content-Length': 0 }).end();
  });
  return app;

  async function handle(req: Request, res: Response, choice: Choice, about: About): Promise<Handled> {
    if (choice.kind === 'unknown-path') return siteAnswer(deps.site, req, about) ?? notFound(about);
    if (choice.kind === 'options') return preflight(req, choice.allow);
    const way = ways[choice.contract];
    if (choice.kind === 'method-not-allowed') {
      const answer = way.methodNotAllowed(about);
      const headers = { ...answer.headers, Allow: choice.allow.join(', ') };
      return { answer: { ...answer, headers }, outcome: choice.kind, contract: choice.contract };
    }
    const asked = { operation: choice.operation, params: choice.params, about };
    try {
      return { ...(await way.answer(req, res, asked)), contract: choice.contract };
    } catch (error) {
      deps.onFault(error, about);
      return { answer: way.fault(asked), outcome: 'fault', contract: choice.contract };
    }
  }

  function preflight(req: Request, allow: readonly string[]): Handled {
    const headers = {
      Allow: allow.join(', '),
      ...preflightHeaders(req.headers.origin, settings.allowedOrigins, allow),
    };
    return { answer: { status: 204, headers, body: null }, outcome: 'options', contract: null };
  }
}

const notFound = (about: About): Handled => ({
  answer: unknownPath(about),
  outcome: 'unknown-path',
  contract: null,
});

function waysOf(deps: EdgeDeps): Readonly<Record<ContractName, Way>> {
  const { settings } = deps;
  const ownSite = (req: Request): boolean =>
    isOwnSite(
      {
        origin: req.headers.origin,
        fetchSite: single(req.headers['sec-fetch-site']),
        // Express works it out anew each time, and few requests need it.
        get host() {
          return req.host;
        },
      },
      settings.allowedOrigins,
    );
  const logoutWays = deps.contracts.map((contract): [ContractName, Way] => {
    const limit = limiter(contract.name, settings.limits[contract.name], deps.countsOf);
    const validate = validator(deps.documents[contract.name]);
    return [
      contract.name,
      {
        answer: logout(contract, limit, validate, { ...deps.logout, isOwnSite: ownSite }),
        fault: ({ about }) => contract.present({ kind: 'fault' }, about),
        methodNotAllowed: contract.methodNotAllowed,
      },
    ];
  });
  return Object.fromEntries([...logoutWays, ['control', controlWay(deps, ownSite)]]) as Record<
    ContractName,
    Way
  >;
}

function controlWay(deps: EdgeDeps, isOwnSite: (req: Request) => boolean): Way {
  const validate = validator(deps.documents.control);
  const { verifier } = deps.logout;
  const verifySession = verify(deps.contracts, { sessions: deps.control, verifier, isOwnSite });
  const ways = new Map<string, (req: Request, res: Response, asked: Asked) => Promise<Answered>>([
    ['verifySession', (req, _res, asked) => verifySession(req, asked)],
    ...Object.entries(controlOperations).map(
      ([operationId, operation]) =>
        [operationId, control(operation, validate, deps.identifyKey, deps.control)] as const,
    ),
  ]);
  return {
    answer: async (req, res, asked) => {
      const way = ways.get(asked.operation.operationId);
      if (way === undefined) throw new Error(`no such operation: ${asked.operation.operationId}`);
      return way(req, res, asked);
    },
    fault: ({ operation: { operationId }, about }) =>
      isOwnName(controlOperations, operationId)
        ? controlOperations[operationId].refuse({ kind: 'fault' }, about)
        : presentVerification({ kind: 'fault' }, about),
    methodNotAllowed,
  };
}

const isOwnName = <T extends object>(object: T, name: PropertyKey): name is keyof T =>
  Object.hasOwn(object, name);

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.join(', ');
