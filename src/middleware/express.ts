/** For Express apps without a gateway: whatever stands behind it is for requests of live sessions only. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, asker } from './ask.ts';

export interface SessionOptions {
  /** Where logoutd is, like `http://127.0.0.1:4000`. A path is a prefix: `http://proxy/logout` asks `/logout/v1/verify`. */
  readonly url: string | URL;
  /** How long logoutd has for an answer before the request is refused with 503: from 1 to 2147483647; 2000 unless said otherwise. */
  readonly timeoutMs?: number;
}

/** Who asks, as logoutd says. */
export interface VerifiedSession {
  /** `null` where the token names nobody. */
  readonly subject: string | null;
  readonly id: string;
  readonly tenant: string | null;
  /** The name that logoutd's settings give the issuer; `default` where they name none. */
  readonly issuer: string;
}

/** What is needed of Express's `Response`. */
type Locals = { readonly locals: Record<string, unknown> };
type Next = (error?: unknown) => void;

/** In `res.locals`; express-session keeps its own in `req.session`. */
const NAME = 'verifiedSession';
/** Beyond it Node's timers fire at once. */
const MOST_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * Asks logoutd about each request anew. Of a live session it goes on, and `sessionOf(res)` says whose. Otherwise it answers
 * as logoutd does: 401 with the challenge, or 403; and 503 where logoutd cannot say or cannot be asked.
 *
 * What `next` throws goes to `next`, as in Express. What it throws then is an uncaught exception, as by a callback of Node's own.
 *
 * @throws TypeError where `url` is none, or none of HTTP, or has more than a path, and where `timeoutMs` is out of range
 */
export function requireSession({ url, timeoutMs = 2000 }: SessionOptions) {
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > MOST_TIMEOUT_MS) {
    throw new TypeError(
      `requireSession({ timeoutMs }): timeoutMs has to be a whole number from 1 to ${MOST_TIMEOUT_MS}.`,
    );
  }
  const ask = asker(verifyAt(url), timeoutMs);
  return (req: IncomingMessage, res: ServerResponse & Locals, next: Next): void => {
    const answered = (answer: Answer | null): void => {
      // The client may have hung up, or somebody else have answered it.
      if (res.destroyed || res.headersSent) return;
      const session = answer?.status === 200 ? sessionIn(answer) : null;
      if (session === null) {
        refuse(res, answer);
        return;
      }
      res.locals[NAME] = session;
      next();
    };
    ask(req)
      .then(answered)
      .catch((error: unknown) => {
        try {
          next(error);
        } catch (thrown) {
          // As a throw, not as a rejection of a promise that nobody else has.
          setImmediate(() => {
            throw thrown;
          });
        }
      });
  };
}

/** What is wrong is said without the URL, which may hold a password. */
function verifyAt(given: string | URL): URL {
  const url = URL.canParse(String(given)) ? new URL(given) : null;
  const refusal = (problem: string): TypeError => new TypeError(`requireSession({ url }): ${problem}`);
  if (url === null) throw refusal('url is no URL. It has to be like http://127.0.0.1:4000.');
  if (!['http:', 'https:'].includes(url.protocol))
    throw refusal('url has to begin with http:// or https://.');
  // Node would send it as Authorization, where the client's own credential belongs.
  if (url.username !== '' || url.password !== '') throw refusal('url must not hold a user or a password.');
  if (url.search !== '' || url.hash !== '')
    throw refusal('url must end with its path: nothing after ? or #.');
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/verify`;
  return url;
}

/**
 * The session of the request that this answers.
 *
 * @throws Error where `requireSession` does not stand before
 */
export function sessionOf(res: Locals): VerifiedSession {
  const session = res.locals[NAME];
  if (session === undefined) throw new Error('requireSession does not stand before this route');
  return session as VerifiedSession;
}

/** `null`: this is no answer of logoutd, which always sends all four. */
function sessionIn({ headers }: Answer): VerifiedSession | null {
  const [subject, id, tenant, issuer] = ['subject', 'id', 'tenant', 'issuer'].map((name) =>
    decoded(headers[`x-session-${name}`]),
  );
  if (subject === undefined || tenant === undefined || !id || !issuer) return null;
  return { subject: subject || null, id, tenant: tenant || null, issuer };
}

function decoded(value: string | readonly string[] | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

const UNAVAILABLE = {
  type: 'about:blank',
  title: 'Service Unavailable',
  status: 503,
  detail: 'The session cannot be verified now.',
};

/** In logoutd's words where it refused; whatever else it said lets nobody through. */
function refuse(res: ServerResponse, answer: Answer | null): void {
  const said = answer !== null && [401, 403, 503].includes(answer.status) ? answer : null;
  const body = said?.body ?? Buffer.from(JSON.stringify(UNAVAILABLE));
  const challenge = said?.headers['www-authenticate'];
  res.statusCode = said?.status ?? 503;
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Type', said?.headers['content-type'] ?? 'application/problem+json');
  res.setHeader('Content-Length', body.byteLength);
  if (challenge !== undefined) res.setHeader('WWW-Authenticate', challenge);
  res.end(body);
}
