/** What went wrong between this program and the server, in words that say what to do. */
import { EXIT, Failure } from '../exit.ts';
import type { Target } from './target.ts';

const WHERE = 'say by --url or LOGOUTD_URL where it is';
const HOW_TO_GIVE_A_KEY =
  'set LOGOUTD_KEY to an admin key, or name a file with one by --key-file; the key of a development server is found in the folder that it runs in';

/** From what `fetch` rejects with, or what reading the answer does. */
export function unreachable(url: string, error: unknown, timeoutSeconds: number): Failure {
  const failure = (message: string): Failure =>
    new Failure(EXIT.unavailable, message, { cause: error, mayPass: true });
  const { name, cause } = error as Error;
  if (name === 'TimeoutError') {
    return failure(
      `${url} has not answered within ${timeoutSeconds} s. Is it logoutd? --timeout waits longer.`,
    );
  }
  const { code = '', message = '' } = (cause ?? error) as NodeJS.ErrnoException;
  if (message === 'bad port') {
    const problem = `fetch refuses the port of ${url}, which browsers keep for another protocol: give the server another.`;
    return new Failure(EXIT.unavailable, problem, { cause: error });
  }
  if (code === 'ECONNREFUSED') {
    return failure(`no server at ${url}. Start one with logoutd serve, or ${WHERE}.`);
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return failure(`the name in ${url} leads nowhere (${code}): ${WHERE}.`);
  }
  if (code.startsWith('HPE_') || (cause as Error | undefined)?.name === 'HTTPParserError')
    return notLogoutd(url, 'it does not speak HTTP', error);
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') {
    return failure(`${url} does not speak TLS: try http:// instead.`);
  }
  if (/CERT|SIGNATURE|ISSUER|ALTNAME/.test(code)) {
    return failure(
      `the certificate of ${url} is not trusted (${code}): name its authority by NODE_EXTRA_CA_CERTS.`,
    );
  }
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || name === 'TypeError') {
    return failure(`${url} did not finish its answer (${code || message}). Try again, or look at its log.`);
  }
  return failure(`${url} cannot be reached (${code || message}): ${WHERE}.`);
}

export function notLogoutd(url: string, why: string, cause?: unknown): Failure {
  return new Failure(
    EXIT.unavailable,
    `what answers at ${url} is not logoutd: ${why}. Look at the address.`,
    {
      cause,
    },
  );
}

/** An answer that logoutd cannot have given. Resolves to `null` where it can. */
export function strange(url: string, response: Response): Failure | null {
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    const leads = headers.get('location');
    return new Failure(
      EXIT.unavailable,
      `${url} redirects${leads === null ? '' : ` to ${leads}`}: give the address that it leads to.`,
    );
  }
  const type = headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  const expected = status < 400 ? 'application/json' : 'application/problem+json';
  const isOurs = headers.has('x-request-id') && (status === 204 || type === expected);
  if (isOurs) return null;
  if (status >= 502 && status <= 504) {
    const problem = `${url} answers ${status}, and not as logoutd: what stands in front of it does not reach it.`;
    return new Failure(EXIT.unavailable, problem, { mayPass: true });
  }
  return notLogoutd(url, `it answers ${status}${type === '' ? '' : ` with ${type}`}`);
}

interface Problem {
  readonly detail?: unknown;
  readonly requestId?: unknown;
}

/** From a status of 400 or more that logoutd gave. */
export function refused(status: number, problem: unknown, { url, key }: Target): Failure {
  const { detail, requestId } = (problem ?? {}) as Problem;
  const said = typeof detail === 'string' ? detail : 'it does not say why.';
  if (status === 401) {
    const what =
      key === null ? `${url} asks for a key: ` : `${url} does not know the key from ${key.source}: `;
    return new Failure(EXIT.key, `${what}${HOW_TO_GIVE_A_KEY}.`);
  }
  // The other 403 is about an account.
  if (status === 403 && /\bkey\b/.test(said)) {
    return new Failure(EXIT.key, `the key from ${key?.source} may not do this, which takes an admin key.`);
  }
  const verb = status >= 500 ? 'failed' : 'refused';
  const trace = typeof requestId === 'string' ? `; its log has it as ${requestId}` : '';
  return new Failure(EXIT.failed, `the server ${verb}: ${said} (${status}${trace})`, {
    mayPass: status >= 500,
  });
}
