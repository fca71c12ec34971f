/** The middleware before a logoutd that fails, before things that are none, and what it asks them. */
import type { RequestListener } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rawRequest } from '../support/raw.ts';
import { request } from '../support/request.ts';
import { ownServer } from '../support/shared-server.ts';
import { store } from '../support/stores/under-test.ts';
import { bearer, token } from '../support/tokens.ts';

import { type App, appBefore, startApp } from './express-app.ts';

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
    store.damage(server.folder);
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
    {
      what: 'changes to another protocol',
      handler: (_, res) =>
        res.writeHead(101, { ...whole, Connection: 'Upgrade', Upgrade: 'websocket' }).flushHeaders(),
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
