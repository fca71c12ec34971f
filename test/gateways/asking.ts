/** What a gateway asks of logoutd, and what it makes of answers that logoutd does not give: the same for every gateway. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { rawRequest } from '../support/raw.ts';
import { request } from '../support/request.ts';
import type { GatewayKind } from './scene.ts';
import { identityIn, startUpstream } from './upstream.ts';

const CREDENTIALS = ['authorization', 'cookie', 'x-token', 'origin', 'sec-fetch-site'];

/** One that answers whatever it is told to. */
async function startStandIn() {
  const asked: { readonly method: string; readonly url: string; readonly rawHeaders: readonly string[] }[] =
    [];
  let status = 200;
  let hasBody = false;
  const server = createServer((req: IncomingMessage, res) => {
    asked.push({ method: req.method ?? '', url: req.url ?? '', rawHeaders: req.rawHeaders });
    req.on('data', () => {
      hasBody = true;
    });
    req.once('end', () => res.writeHead(status, { Location: '/elsewhere', 'Content-Length': 0 }).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    hasBody: () => hasBody,
    answers: (next: number) => {
      status = next;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The gateway between an app and a stand-in for logoutd, which says 200 until a test says otherwise. */
async function startBetween(kind: GatewayKind) {
  const [standIn, app] = [await startStandIn(), await startUpstream()];
  const gateway = await kind.start({ own: await freePort(), logoutd: standIn.port, app: app.port });
  const stop = async (): Promise<void> => {
    await gateway.stop();
    await app.stop();
    standIn.stop();
  };
  return { standIn, app, gateway, stop };
}

function sharedBetween(kind: GatewayKind) {
  let between: Awaited<ReturnType<typeof startBetween>> | undefined;
  beforeAll(async () => {
    if (kind.missing === undefined) between = await startBetween(kind);
  });
  afterAll(() => between?.stop());
  beforeEach((context) => {
    if (kind.missing !== undefined) context.skip(kind.missing);
    between?.standIn.asked.splice(0);
    between?.standIn.answers(200);
    between?.app.take();
  });
  return () => {
    if (between === undefined) throw new Error('the gateway is there only while tests run');
    return between;
  };
}

interface Question {
  readonly method: string;
  readonly target: string;
}

/** `question`: how it asks about `/x?y` by a method. */
export function describeAsking(
  kind: GatewayKind,
  question: (method: string) => Question = () => ({ method: 'GET', target: '/v1/verify' }),
): void {
  const between = sharedBetween(kind);

  it.each(['GET', 'HEAD', 'POST', 'OPTIONS'])('%s is asked about once, without its body', async (method) => {
    const { standIn, gateway } = between();
    const headers = { 'Content-Length': 3, Origin: 'https://a', 'Sec-Fetch-Site': 'none', Cookie: 'a=1' };
    const sent = { ...headers, Authorization: 'Bearer a', 'x-token': 'b' };
    await request(gateway, method, '/x?y', { headers: sent, body: 'abc' });
    expect(standIn.asked).toHaveLength(1);
    const [asked] = standIn.asked;
    expect({ method: asked?.method, target: asked?.url }).toEqual(question(method));
    const names = asked?.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase()) ?? [];
    expect(names).toEqual(expect.arrayContaining(CREDENTIALS));
    expect(standIn.hasBody()).toBe(false);
  });

  it('the same request is asked about each time it comes', async () => {
    const { standIn, app, gateway } = between();
    for (let times = 0; times < 5; times += 1) {
      await request(gateway, 'GET', '/same', { headers: { Authorization: 'Bearer same' } });
    }
    expect([standIn.asked.length, app.take().length]).toEqual([5, 5]);
  });

  it('an answer without identity leaves none, whatever the client sent', async () => {
    const { app, gateway } = between();
    const forged = ['X-Session-Subject', 'X_Session_Subject', 'X.Session.Subject', 'x-session-id'];
    await rawRequest(gateway, ['GET / HTTP/1.1', 'Host: app', ...forged.map((name) => `${name}: root`)]);
    for (const arrived of app.take()) expect(identityIn(arrived)).toEqual([]);
  });

  describe('nothing gets through', () => {
    it.each([302, 400, 404, 405, 429, 431, 500, 502, 503])('at %i', async (status) => {
      const { standIn, app, gateway } = between();
      standIn.answers(status);
      const reply = await request(gateway, 'GET', '/');
      expect(reply.status).not.toBe(200);
      expect(standIn.asked).toHaveLength(1);
      expect(app.take()).toEqual([]);
    });
  });
}
