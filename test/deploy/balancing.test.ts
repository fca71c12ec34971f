/** Two machines behind nginx, on one Redis: what docs/deploy.md says of them. */
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { isActive, verify } from '../support/checks.ts';
import { configFile } from '../support/config-file.ts';
import { session } from '../support/logouts.ts';
import { SECRET } from '../support/server.ts';
import { token } from '../support/tokens.ts';
import { until } from '../support/until.ts';
import { BETWEEN_MS, type Load, type Machine, needsSite, send, startLoad, startSite } from './machines.ts';
import { blocks } from './page.ts';

const WAYS: readonly (readonly [string, Record<string, string>])[] = [
  ['one process each', {}],
  ['two workers each', { LOGOUTD_WORKERS: '2' }],
];

const more = (load: Load, requests: number): Promise<unknown> => {
  const before = load.total();
  return until('there was some more load', () => load.total() > before + requests, 30_000);
};

const isEndedAtBoth = async (machines: readonly Machine[], tokens: readonly string[]): Promise<void> => {
  for (const { server } of machines)
    for (const one of tokens) expect(await isActive(server(), one)).toBe(false);
};

it('an end by one machine is known to the other before it is answered', {
  timeout: 60_000,
}, async (context) => {
  needsSite(context);
  const { machines } = await startSite();
  const [first, second] = machines;
  for (let turn = 0; turn < 20; turn += 1) {
    const [mine, here, there] = turn % 2 === 0 ? [token(), first, second] : [token(), second, first];
    expect(await isActive(there.server(), mine)).toBe(true);
    expect((await session(here.server(), mine)).status).toBe(200);
    expect(await isActive(there.server(), mine)).toBe(false);
  }
});

it.for(WAYS)(
  'a rolling restart of both under load fails no request: %s',
  { timeout: 120_000 },
  async ([, env], context) => {
    needsSite(context);
    const { nginx, machines } = await startSite(env);
    const load = startLoad(nginx.port);
    await more(load, 200);
    for (const machine of machines) {
      await machine.restart();
      await pause(BETWEEN_MS);
    }
    await more(load, 200);
    await load.stop();
    expect(load.failures()).toEqual({});
    await isEndedAtBoth(machines, load.ended.slice(-5));
  },
);

it('a client is who nginx says it is, and nothing else is reached through it', {
  timeout: 60_000,
}, async (context) => {
  needsSite(context);
  const { nginx } = await startSite({ LOGOUTD_RATE_LIMIT_SESSION: '2/60' });
  const statuses: (number | 'broken')[] = [];
  for (let at = 0; at < 6; at += 1) {
    const headers = { 'X-Forwarded-For': `192.0.2.${at}`, Authorization: `Bearer ${token()}` };
    statuses.push(await send(nginx.port, false, 'POST', '/api/auth/logout', headers));
  }
  // Each of the two machines counts for itself.
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
  for (const path of ['/', '/metrics', '/readyz', '/healthz', '/openapi/index.json'])
    expect(await send(nginx.port, false, 'GET', path, {})).toBe(404);
});

it('one that is killed takes no request with it: the other one answers', {
  timeout: 120_000,
}, async (context) => {
  needsSite(context);
  const { nginx, machines } = await startSite();
  const load = startLoad(nginx.port);
  const [first] = machines;
  await more(load, 200);
  for (let turn = 0; turn < 3; turn += 1) {
    await first.server().stop('SIGKILL');
    await more(load, 100);
    await first.restart();
    await pause(BETWEEN_MS);
    await more(load, 100);
  }
  await load.stop();
  // Ended by the one that was killed, before its answer was out: the other one says so.
  const { 'gsm 401': _, ...others } = load.failures();
  expect(others).toEqual({});
  await isEndedAtBoth(machines, load.ended.slice(-5));
});

const NEW_SECRET = 'the-next-secret-of-the-login-0123456789-abcdef';
const refuses = async (machines: readonly Machine[], mine: string): Promise<void> => {
  for (const { server } of machines) expect((await verify(server(), mine)).status).toBe(401);
};

it('a secret in the environment is rotated on both by restarts, and no request fails', {
  timeout: 180_000,
}, async (context) => {
  needsSite(context);
  const [page] = blocks.filter(({ body }) => body.includes('LOGIN_SECRET_2'));
  const { nginx, machines } = await startSite();
  const before = token();
  expect((await session(machines[0].server(), before)).status).toBe(200);
  let secret = SECRET;
  const load = startLoad(nginx.port, () => token({}, secret));
  await more(load, 100);
  const both = { LOGOUTD_CONFIG: configFile(page?.body ?? ''), LOGIN_SECRET_2: NEW_SECRET };
  const rolling = async (env: Record<string, string>): Promise<void> => {
    for (const machine of machines) {
      await machine.restart(env);
      await pause(BETWEEN_MS);
    }
  };
  await rolling(both);
  secret = NEW_SECRET;
  await more(load, 200);
  await rolling({ LOGOUTD_JWT_SECRET: NEW_SECRET });
  await more(load, 100);
  await load.stop();
  expect(load.failures()).toEqual({});
  await refuses(machines, token());
  await isEndedAtBoth(machines, load.ended.slice(-3));
});

it('a secret in a file is rotated on both by SIGHUP, and no request fails', {
  timeout: 180_000,
}, async (context) => {
  needsSite(context);
  const issuer = (...files: string[]) => ({
    issuers: [{ name: 'default', algorithms: ['HS256'], keys: files.map((secretFile) => ({ secretFile })) }],
  });
  const path = configFile(issuer('1.secret'), { '1.secret': SECRET, '2.secret': NEW_SECRET });
  const { nginx, machines } = await startSite({
    LOGOUTD_WORKERS: '2',
    LOGOUTD_CONFIG: path,
    LOGOUTD_JWT_SECRET: '',
  });
  let secret = SECRET;
  const load = startLoad(nginx.port, () => token({}, secret));
  await more(load, 100);
  const reload = async (...files: string[]): Promise<void> => {
    writeFileSync(path, JSON.stringify(issuer(...files)));
    for (const { server } of machines) {
      const said = () =>
        server()
          .log()
          .filter(({ msg }) => msg === 'reloaded').length;
      const before = said();
      server().process.kill('SIGHUP');
      await until('it has reloaded', () => said() > before, 30_000);
    }
  };
  await reload('1.secret', '2.secret');
  secret = NEW_SECRET;
  await more(load, 200);
  await reload('2.secret');
  await more(load, 100);
  await load.stop();
  expect(load.failures()).toEqual({});
  await refuses(machines, token());
  await isEndedAtBoth(machines, load.ended.slice(-3));
});
