/** The server, if one runs: whether it is logoutd, is ready, and takes the key. */

import { type Environment, isLoopback, text } from '../../config/read.ts';
import type { ServerOptions } from '../command.ts';
import { EXIT, Failure } from '../exit.ts';
import { connect } from '../server/api.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';

export interface ServerFindings {
  readonly runs: boolean;
  /** Whether it runs, and its store takes writes. */
  readonly isReady: boolean;
  /** Unix milliseconds, as the server's own clock has it; `null`: not known. */
  readonly clockMs: number | null;
  /** The newest time that its store has seen; `null`: not known. */
  readonly newestMs: number | null;
  readonly findings: readonly Finding[];
}

export async function checkServer(options: ServerOptions, env: Environment): Promise<ServerFindings> {
  const away = (finding: Finding): ServerFindings => ({
    runs: false,
    isReady: false,
    clockMs: null,
    newestMs: null,
    findings: [finding],
  });
  let api: ReturnType<typeof connect>;
  try {
    api = connect(options, { env });
  } catch (error) {
    if (error instanceof Failure) return away(wrong('server', error.message));
    throw error;
  }
  const { url, key } = api.target;
  let clockMs: number | null = null;
  const health = await failureOf(async () => {
    const { response } = await api.client
      .GET('/healthz')
      .catch((error: unknown) => api.ask(Promise.reject(error)));
    clockMs = Date.parse(response.headers.get('date') ?? '') || null;
  });
  if (health !== null) {
    const refused = (health.cause as Error | undefined)?.cause as NodeJS.ErrnoException | undefined;
    // Who named it expects it there; a server of this machine may be yet to start.
    const isNamed = options.url !== undefined || text(env, 'LOGOUTD_URL') !== null;
    const mayBeAway = refused?.code === 'ECONNREFUSED' && !isNamed;
    return away((mayBeAway ? warn : wrong)('server', health.message));
  }
  const findings: Finding[] = [ok('server', `logoutd answers at ${url}`)];

  const ready = await failureOf(() => api.ask(api.client.GET('/readyz')));
  findings.push(
    ready === null
      ? ok('store', 'the server’s takes writes')
      : wrong(
          'store',
          `the server’s takes no writes, or it is stopping: its log says why. (${ready.message})`,
        ),
  );

  let newestMs: number | null = null;
  const asked = await failureOf(async () => {
    const page = await api.ask(api.client.GET('/v1/sessions', { params: { query: { limit: 1 } } }));
    newestMs = page.sessions[0] === undefined ? null : Date.parse(page.sessions[0].startedAt);
  });
  if (asked === null) findings.push(ok('server', `it takes the key from ${key?.source}`));
  // Without its store it fails here too, which says no more.
  else if (ready === null || !asked.mayPass)
    findings.push((key === null && asked.status === EXIT.key ? warn : wrong)('server', asked.message));

  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && !isLoopback(hostname.replace(/^\[|\]$/g, ''))) {
    findings.push(warn('server', 'the key goes there unencrypted. Ask it through its proxy, by https.'));
  }
  return { runs: true, isReady: ready === null, clockMs, newestMs, findings };
}

async function failureOf(act: () => Promise<unknown>): Promise<Failure | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
