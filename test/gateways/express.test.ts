/** The middleware in an Express app, before a real logoutd and before things that are none. */
import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { requireSession, sessionOf } from '../../src/middleware/express.ts';
import { damage } from '../contract/drivers/conditions.ts';
import { platform } from '../support/logouts.ts';
import { rawRequest } from '../support/raw.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import { CHALLENGE, INVALID } from '../support/verify.ts';

interface App {
  readonly port: number;
  /** What its one route has seen, in order. */
  readonly through: unknown[];
  stop(): void;
}

async function startApp(url: string, timeoutMs?: number): Promise<App> {
  const through: unknown[] = [];
  const app = express();
  app.use(requireSession({ url, ...(timeoutMs === undefined ? {} : { timeoutMs }) }));
  app.use(express.text(), (req, res) => {
    through.push({ method: req.method, body: req.body ?? null, session: sessionOf(res) });
    res.send('through');
  });
  // What Express writes of an error is not of interest.
  app.use(((_error, _req, res, _next) => res.status(500).end()) as express.ErrorRequestHandler);
  const { port, stop } = await listen(app);
  return { port, through, stop };
}

async function listen(handler: RequestListener) {
  const server = createServer(handler);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { port, url: `http://127.0.0.1:${port}`, connections: () => connections, stop };
}

/** An app of one test, before a logoutd that answers like this. */
async function appBefore(handler: RequestListener, timeoutMs?: number) {
  const standIn = await listen(handler);
  const app = await startApp(standIn.url, timeoutMs);
  onTestFinished(() => {
    app.stop();
    standIn.stop();
  });
  return { app, standIn };
}

const logoutd = sharedServer();
let shared: App | undefined;
beforeEach(async () => {
  shared ??= await startApp(logoutd().url);
  shared.through.length = 0;
});
afterAll(() => shared?.stop());
const app = (): App => {
  if (shared === undefined) throw new Error('the app is there only while tests run');
  return shared;
};

describe('a live session', () => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE'])('passes by %s, with its body', async (method) => {
    const sid = randomUUID();
    const body = method === 'POST' ? 'abc' : '';
    const headers = { ...bearer(token({ sid, tid: 'acme' })), 'Content-Type': 'text/plain' };
    expect((await request(app(), method, '/a', { headers, body })).status).toBe(200);
    const session = { subject: 'ada', id: sid, tenant: 'acme', issuer: 'default' };
    expect(app().through).toMatchObject([{ method, session, ...(body === '' ? {} : { body }) }]);
  });

  it('is named as its token names it', async () => {
    const [sid, sub] = [`${randomUUID()}, é`, 'Ада\r\nX: 1'];
    await request(app(), 'GET', '/', { headers: bearer(token({ sid, sub })) });
    await request(app(), 'GET', '/', { headers: { 'x-token': token({ sid: 'bare', sub: undefined }) } });
    expect(app().through).toMatchObject([
      { session: { subject: sub, id: sid, tenant: null } },
      { session: { subject: null, id: 'bare', tenant: null } },
    ]);
  });

  it('passes by HTTP/1.0 without a Host', async () => {
    const reply = await rawRequest(app(), ['GET / HTTP/1.0', `x-token: ${token()}`]);
    expect(reply.status).toBe(200);
  });

  it('is not who the client’s own headers say', async () => {
    const headers = { 'x-session-subject': 'root', X_Session_Subject: 'root', ...bearer(token()) };
    await request(app(), 'GET', '/', { headers });
    expect(app().through).toMatchObject([{ session: { subject: 'ada' } }]);
  });
});

describe('nothing gets through', () => {
  it('of a session from the request after its end on: 401 in logoutd’s words', async () => {
    const mine = token();
    expect((await request(app(), 'GET', '/', { headers: bearer(mine) })).status).toBe(200);
    expect((await platform(logoutd(), mine)).status).toBe(200);
    for (const method of ['GET', 'POST', 'OPTIONS', 'HEAD']) {
      const reply = await request(app(), method, '/', { headers: bearer(mine) });
      expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, INVALID]);
      expect(reply.headers['cache-control']).toBe('no-store');
      expect(reply.headers['content-type']).toBe('application/problem+json');
      if (method === 'HEAD') expect(reply.text).toBe('');
      else expect(reply.json()).toMatchObject({ status: 401, title: 'Unauthorized' });
    }
    expect(app().through).toHaveLength(1);
  });

  it('without a credential', async () => {
    const reply = await request(app(), 'GET', '/');
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, CHALLENGE]);
    expect(app().through).toEqual([]);
  });

  it('of a suspended account: 403', async () => {
    const sub = randomUUID();
    const body = { status: 'suspended' };
    await request(logoutd(), 'PUT', `/v1/accounts/${sub}`, { headers: bearer(ADMIN_KEY), body });
    const reply = await request(app(), 'GET', '/', { headers: bearer(token({ sub })) });
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([403, undefined]);
    expect(app().through).toEqual([]);
  });

  it('with two Authorization headers', async () => {
    const lines = [token(), token()].map((one) => `Authorization: Bearer ${one}`);
    const reply = await rawRequest(app(), ['GET / HTTP/1.1', 'Host: app', ...lines]);
    expect(reply.status).toBe(401);
    expect(app().through).toEqual([]);
  });

  it.each([
    [200, { Host: 'shop.example', Origin: 'https://shop.example' }],
    [200, { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://shop.example' }],
    [401, { Host: 'shop.example', Origin: 'https://evil.example' }],
    [401, { Host: 'shop.example', Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' }],
    [401, { 'Sec-Fetch-Site': 'cross-site' }],
  ])('by a cookie of another site’s page: %i for %j', async (status, headers) => {
    const Cookie = `gsm_token=${token()}`;
    expect((await request(app(), 'GET', '/', { headers: { ...headers, Cookie } })).status).toBe(status);
    expect(app().through).toHaveLength(status === 200 ? 1 : 0);
  });
});

describe('nothing gets through, by 503, when logoutd', () => {
  const refused = async (app: App, headers = bearer(token())): Promise<void> => {
    const reply = await request(app, 'GET', '/', { headers });
    expect(reply.status).toBe(503);
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.json()).toMatchObject({ status: 503, title: 'Service Unavailable' });
    expect(app.through).toEqual([]);
  };

  it('has a store that fails', async () => {
    const server = await ownServer();
    const app = await startApp(server.url);
    onTestFinished(app.stop);
    damage(server);
    await refused(app);
  });

  it('stands still, and a session passes when it no longer does', async () => {
    const server = await ownServer();
    const app = await startApp(server.url, 300);
    onTestFinished(app.stop);
    const mine = token();
    server.process.kill('SIGSTOP');
    await refused(app, bearer(mine)).finally(() => server.process.kill('SIGCONT'));
    await expect
      .poll(() => request(app, 'GET', '/', { headers: bearer(mine) }))
      .toMatchObject({ status: 200 });
  });

  it('was killed', async () => {
    const server = await ownServer();
    const app = await startApp(server.url);
    onTestFinished(app.stop);
    const mine = token();
    expect((await request(app, 'GET', '/', { headers: bearer(mine) })).status).toBe(200);
    app.through.length = 0;
    await server.stop('SIGKILL');
    await refused(app, bearer(mine));
  });

  const whole = {
    'x-session-subject': 'ada',
    'x-session-id': 'a',
    'x-session-tenant': '',
    'x-session-issuer': 'default',
  };
  it.each<{ readonly what: string; readonly handler: RequestListener }>([
    { what: 'is something that says 200 to everything', handler: (_, res) => res.end('<h1>Welcome</h1>') },
    {
      what: 'leaves one header out',
      handler: (_, res) => res.writeHead(200, { ...whole, 'x-session-id': '' }).end(),
    },
    {
      what: 'encodes what nobody can decode',
      handler: (_, res) => res.writeHead(200, { ...whole, 'x-session-subject': '%' }).end(),
    },
    { what: 'says 204', handler: (_, res) => res.writeHead(204, whole).end() },
    { what: 'says 302', handler: (_, res) => res.writeHead(302, { ...whole, Location: '/' }).end() },
    { what: 'says 404', handler: (_, res) => res.writeHead(404, whole).end() },
    { what: 'says 500', handler: (_, res) => res.writeHead(500, whole).end() },
    { what: 'hangs up', handler: (req) => req.socket.destroy() },
    {
      what: 'hangs up in the middle of its answer',
      handler: (req, res) => {
        res.writeHead(200, { ...whole, 'Content-Length': 9 }).write('a', () => req.socket.destroy());
      },
    },
    { what: 'answers without an end', handler: (_, res) => res.writeHead(200, whole).write('a') },
    { what: 'answers with a book', handler: (_, res) => res.writeHead(200, whole).end('a'.repeat(100_000)) },
  ])('$what', async ({ handler }) => {
    const { app } = await appBefore(handler, 500);
    await refused(app);
  });

  it('answers, and the whole answer counts', async () => {
    const { app } = await appBefore((_, res) => res.writeHead(200, whole).end());
    expect((await request(app, 'GET', '/')).status).toBe(200);
  });
});

describe('logoutd is asked', () => {
  const answer: RequestListener = (_, res) =>
    res
      .writeHead(200, {
        'x-session-subject': 'ada',
        'x-session-id': 'a',
        'x-session-tenant': '',
        'x-session-issuer': 'default',
      })
      .end();

  it('each time, on a connection that is kept, by one GET of credentials and provenance', async () => {
    const asked: unknown[] = [];
    const { app, standIn } = await appBefore((req, res) => {
      asked.push([
        req.method,
        req.url,
        req.headers['content-length'],
        req.rawHeaders.filter((_, at) => at % 2 === 0),
      ]);
      answer(req, res);
    });
    const lines = [
      'Host: app',
      'X-Other: 1',
      'Cookie: a=1',
      'authorization: a',
      'AUTHORIZATION: b',
      'Origin: c',
    ];
    for (let times = 0; times < 3; times += 1) {
      const reply = await rawRequest(app, ['POST /x?y HTTP/1.1', ...lines, 'Content-Length: 3'], {
        body: 'abc',
      });
      expect(reply.status).toBe(200);
    }
    const names = ['Host', 'Cookie', 'authorization', 'AUTHORIZATION', 'Origin', 'Connection'];
    const question = ['GET', '/v1/verify', undefined, names];
    expect(asked).toEqual([question, question, question]);
    expect(standIn.connections()).toBe(1);
  });

  it('again where it closed the kept connection just then', async () => {
    let asked = 0;
    const { app, standIn } = await appBefore((req, res) => {
      asked += 1;
      // By a reset, as it comes of a question on a connection that the other end has closed.
      if (asked === 2) req.socket.resetAndDestroy();
      else answer(req, res);
    });
    for (let times = 0; times < 2; times += 1) expect((await request(app, 'GET', '/')).status).toBe(200);
    expect([asked, standIn.connections()]).toEqual([3, 2]);
  });
});

it('a route that the middleware does not stand before has no session', () => {
  expect(() => sessionOf({ locals: {} })).toThrow('requireSession does not stand before this route');
});

it('an address that is none is refused at the start', () => {
  expect(() => requireSession({ url: 'localhost' })).toThrow(TypeError);
});
