/** Limits per client address, by express-rate-limit: IPv6 by /56, IPv4-mapped spellings as their IPv4. */
import type { Request, RequestHandler, Response } from 'express';
import {
  type ClientRateLimitInfo,
  ipKeyGenerator,
  MemoryStore,
  rateLimit,
  type Store,
} from 'express-rate-limit';
import type { TooManyRequests } from '../sessions/outcome.ts';
import { completes } from './middleware.ts';

export interface RateLimit {
  readonly count: number;
  readonly windowSeconds: number;
}

export interface Limited {
  /** `null`: the request may go on. */
  readonly refusal: TooManyRequests | null;
  /** `RateLimit`, `RateLimit-Policy` and, on refusal, `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;
}
export type Limit = (req: Request) => Promise<Limited>;

/** Where a limit's requests are counted, by the name of the limit. */
export type CountsOf = (limit: string) => Store;

/** A limit of its own; `null` is none at all. */
export function limiter(name: string, limit: RateLimit | null, countsOf: CountsOf): Limit {
  if (limit === null) return async () => UNLIMITED;
  const refused = Symbol('over the limit');
  const middleware: RequestHandler = rateLimit({
    identifier: name,
    limit: limit.count,
    windowMs: limit.windowSeconds * 1000,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Its checks print to the console what `forwardingWarner` logs.
    validate: false,
    store: countsOf(name),
    // A client that has hung up has no address any more; those share one count.
    keyGenerator: (req) => (req.ip === undefined ? 'gone' : ipKeyGenerator(req.ip)),
    handler: (_req, _res, next) => next(refused),
  });
  return async (req) => {
    const said = new Said();
    const error = await completes(middleware, req, said as unknown as Response);
    if (error !== null && error !== refused) throw error;
    return {
      refusal: error === refused ? { kind: 'too-many-requests' } : null,
      headers: said.headers,
    };
  };
}

const UNLIMITED: Limited = { refusal: null, headers: {} };

/** What the library does with a response: all headers of an answer are written at once, when all are known. */
class Said {
  readonly headersSent = false;
  readonly headers: Record<string, string> = {};

  setHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  append(name: string, value: string): void {
    this.setHeader(name, value);
  }
}

/**
 * The library's, but for two things. A clock that is set back: with it a client that goes on asking would stay refused for
 * as long. And requests at the same moment: it tells all of them the count that the last one has come to.
 */
export class WindowStore extends MemoryStore {
  #before: Promise<unknown> = Promise.resolve();

  override increment(key: string): Promise<ClientRateLimitInfo> {
    const counted = this.#before.then(() => this.#count(key));
    this.#before = counted.catch(() => undefined);
    return counted;
  }

  async #count(key: string): Promise<ClientRateLimitInfo> {
    const endsAtMs = (await this.get(key))?.resetTime?.getTime() ?? 0;
    if (endsAtMs > Date.now() + this.windowMs) await this.resetKey(key);
    return { ...(await super.increment(key)) };
  }
}

/** Some proxies write `address:port` into `X-Forwarded-For`; each port would be a client of its own. */
export function withoutPort(address: string): string {
  const [, ipv4, ipv6] = /^(?:(\d+(?:\.\d+){3})|\[([^\]]+)\])(?::\d+)?$/.exec(address) ?? [];
  return ipv4 ?? ipv6 ?? address;
}

/** So that trusted addresses and limits go by addresses alone; to be called before Express looks. */
export function stripForwardedPorts(req: Request): void {
  const forwarded = req.headers['x-forwarded-for'];
  if (typeof forwarded !== 'string') return;
  req.headers['x-forwarded-for'] = forwarded
    .split(',')
    .map((address) => withoutPort(address.trim()))
    .join(', ');
}

/** Warns once of the first `X-Forwarded-For` that does not count, since its limits then count the proxy. */
export function forwardingWarner(warn: (message: string) => void): (req: Request) => void {
  let warned = false;
  return (req) => {
    if (warned || req.headers['x-forwarded-for'] === undefined) return;
    const trusts = req.app.get('trust proxy fn') as (address: string, hop: number) => boolean;
    if (trusts(req.socket.remoteAddress ?? '', 0)) return;
    warned = true;
    warn(
      'X-Forwarded-For came from an address that is not a trusted proxy, and is ignored. If it is your proxy, add its address to LOGOUTD_TRUSTED_PROXIES.',
    );
  };
}
