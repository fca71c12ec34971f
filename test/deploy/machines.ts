/** Several logoutds on one Redis behind nginx, which has examples/nginx/balancing.conf as it stands, but for addresses and files. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { onTestFinished, type TestContext } from 'vitest';
import { adapted, type Gateway, startGateway } from '../gateways/gateway.ts';
import { mainOf, missingNginx, nginxCommand } from '../gateways/nginx.ts';
import { LIMITS_OFF } from '../long/shots.ts';
import { freePort } from '../support/free-port.ts';
import { hasRedis, type RedisServer, SAFE, startRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { ADMIN_KEY, CHECK_KEY, startServer, type TestServer, temporaryFolder } from '../support/server.ts';
import { bearer, token } from '../support/tokens.ts';

const EXAMPLE = new URL('../../examples/nginx/balancing.conf', import.meta.url);

export interface Machine {
  readonly port: number;
  server(): TestServer;
  /** Sends SIGTERM, waits for its end, and starts it anew on the same port and folder. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
}

export interface Site {
  readonly nginx: Gateway;
  readonly redis: RedisServer;
  readonly machines: readonly [Machine, Machine];
}

export function needsSite({ skip }: TestContext): void {
  if (missingNginx !== undefined) skip(missingNginx);
  skip(!hasRedis, WHY_NO_REDIS);
}

async function startMachine(env: Readonly<Record<string, string>>): Promise<Machine> {
  const port = await freePort();
  const folder = temporaryFolder();
  const all = { PORT: String(port), ...LIMITS_OFF, LOGOUTD_TRUSTED_PROXIES: '127.0.0.1', ...env };
  let server = await startServer({ folder, env: all });
  onTestFinished(() => void server.stop('SIGKILL'));
  return {
    port,
    server: () => server,
    restart: async (changed = {}) => {
      await server.stop();
      server = await startServer({ folder, env: { ...all, ...changed } });
    },
  };
}

/** The page's pause between two machines: nginx leaves one that it could not reach alone for two seconds. */
export const BETWEEN_MS = 3000;

export async function startSite(env: Readonly<Record<string, string>> = {}): Promise<Site> {
  const redis = await startRedis({ args: SAFE });
  onTestFinished(() => redis.dispose());
  const settings = { LOGOUTD_STORE: redis.url, ...env };
  const machines = [await startMachine(settings), await startMachine(settings)] as const;
  const nginx = await startBalancer(machines);
  onTestFinished(() => nginx.stop());
  return { nginx, redis, machines };
}

async function startBalancer([first, second]: Site['machines']): Promise<Gateway> {
  const [folder, port] = [temporaryFolder(), await freePort()];
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const how = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=logout.example.com'];
  execFileSync('openssl', ['req', '-x509', ...how, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const example = adapted(readFileSync(EXAMPLE, 'utf8'), [
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['10.0.0.11:4000', `127.0.0.1:${first.port}`],
    ['10.0.0.12:4000', `127.0.0.1:${second.port}`],
    ['/etc/nginx/tls/logout.pem', cert],
    ['/etc/nginx/tls/logout.key', key],
  ]);
  writeFileSync(join(folder, 'logoutd.conf'), example);
  writeFileSync(join(folder, 'nginx.conf'), mainOf(folder));
  const args = ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')];
  return startGateway(port, { command: nginxCommand, args });
}

export type Kind = 'session' | 'platform' | 'gsm' | 'storefront' | 'verify' | 'introspect' | 'register';

export interface Load {
  /** By `kind status`; a connection that broke has the status `broken`. */
  readonly counts: ReadonlyMap<string, number>;
  /** What was answered by anything but what belongs there. */
  failures(): Readonly<Record<string, number>>;
  total(): number;
  /** Tokens whose logout was answered by 200. */
  readonly ended: readonly string[];
  stop(): Promise<void>;
}

/** Callers that ask all the time through nginx: on connections of their own, and on kept ones. `sign` makes a token. */
export function startLoad(port: number, sign: () => string = token, callers = 6): Load {
  const counts = new Map<string, number>();
  const ended: string[] = [];
  const agents = [new Agent({ keepAlive: true, maxSockets: callers }), undefined];
  let going = true;
  const ask = async (
    agent: Agent | undefined,
    kind: Kind,
    expected: number,
    [method, path, headers, body = '']: readonly [string, string, Record<string, string>, string?],
  ): Promise<boolean> => {
    const status = await send(port, agent ?? false, method, path, headers, body);
    const key = `${kind} ${status === expected ? 'fine' : status}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return status === expected;
  };
  const form = { ...bearer(CHECK_KEY), 'Content-Type': 'application/x-www-form-urlencoded' };
  const json = { ...bearer(ADMIN_KEY), 'Content-Type': 'application/json' };
  const caller = async (agent: Agent | undefined): Promise<void> => {
    while (going) {
      const mine = sign();
      await ask(agent, 'verify', 200, ['GET', '/v1/verify', bearer(mine)]);
      await ask(agent, 'introspect', 200, ['POST', '/v1/introspect', form, `token=${mine}`]);
      if (await ask(agent, 'session', 200, ['POST', '/api/auth/logout', bearer(mine)])) ended.push(mine);
      await ask(agent, 'verify', 401, ['GET', '/v1/verify', bearer(mine)]);
      await ask(agent, 'platform', 200, ['POST', '/auth/logout', bearer(sign())]);
      await ask(agent, 'gsm', 200, ['POST', '/api/security/v1/auth/logout', bearer(sign())]);
      const atStore = { 'x-store-id': 'store-1', ...bearer(sign()) };
      await ask(agent, 'storefront', 200, ['GET', '/auth/logout', atStore]);
      await ask(agent, 'register', 201, ['POST', '/v1/sessions', json, '{"subject":"grace"}']);
    }
  };
  const all = Promise.all(Array.from({ length: callers }, (_, at) => caller(agents[at % 2])));
  const failed = () => [...counts].filter(([key]) => !key.endsWith(' fine'));
  return {
    counts,
    ended,
    failures: () => Object.fromEntries(failed()),
    total: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    stop: async () => {
      going = false;
      await all;
      agents[0]?.destroy();
    },
  };
}

/** Resolves to the status, or to `broken` where there was none. */
export function send(
  port: number,
  agent: Agent | false,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<number | 'broken'> {
  return new Promise((resolve) => {
    const length = { 'Content-Length': Buffer.byteLength(body) };
    const where = { host: '127.0.0.1', port, method, path, agent, rejectUnauthorized: false };
    const outgoing = httpsRequest({ ...where, headers: { ...headers, ...length } }, (incoming) => {
      incoming.resume().once('end', () => resolve(incoming.statusCode ?? 'broken'));
      incoming.once('error', () => resolve('broken'));
    });
    outgoing.once('error', () => resolve('broken'));
    outgoing.end(body);
  });
}
