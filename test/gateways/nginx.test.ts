/** examples/nginx on a real nginx. */
import { describe, expect, it } from 'vitest';
import { rawRequest } from '../support/raw.ts';
import { bearer, token } from '../support/tokens.ts';
import { describeAsking } from './asking.ts';
import { describeFailing } from './failing.ts';
import { missingNginx, preflightLines, startNginx } from './nginx.ts';
import { describePassing } from './passing.ts';
import { press } from './press.ts';
import { ask, type GatewayKind, sharedScene } from './scene.ts';

const nginx: GatewayKind = { missing: missingNginx, start: startNginx };

describe('through nginx', () => describePassing(nginx));
describe('what nginx asks logoutd', () => describeAsking(nginx));
describe('nothing gets through nginx', () => describeFailing(nginx, 503));

describe('10,000 requests while sessions end', () => {
  const scene = sharedScene(nginx);
  it('let no ended session through after its 200', { timeout: 180_000 }, async () => {
    const pressed = await press(scene(), { requests: 10_000, sessions: 200, connections: 16 });
    expect(pressed.slipped).toEqual([]);
    expect(pressed.wronglyRefused).toEqual([]);
    expect(pressed.requests).toBe(10_000);
    expect(Object.keys(pressed.answers)).toEqual(['200', '401']);
    expect(pressed.afterEnd).toBeGreaterThan(1000);
    expect(pressed.answers[200]).toBeGreaterThan(1000);
  });
});

describe('the location that asks', () => {
  const scene = sharedScene(nginx);
  it('is not there for clients, with and without a session', async () => {
    for (const headers of [{}, bearer(token())]) {
      expect((await ask(scene(), { headers }, 'GET', '/_session')).status).toBe(404);
    }
    expect(scene().app.take()).toEqual([]);
  });
});

describe('a head', () => {
  const scene = sharedScene(nginx);
  it('of HTTP/1.0 without a Host passes with a live session', async () => {
    const reply = await rawRequest(scene().gateway, ['GET / HTTP/1.0', `x-token: ${token()}`]);
    expect(reply.status).toBe(200);
    expect(scene().app.take()).toHaveLength(1);
  });

  it('that is longer than logoutd reads is the client’s fault: 400', async () => {
    const headers = { ...bearer(token()), a: 'a'.repeat(6000), b: 'b'.repeat(6000), c: 'c'.repeat(6000) };
    expect((await ask(scene(), { headers })).status).toBe(400);
    expect(scene().app.take()).toEqual([]);
  });

  it('that has more headers than logoutd reads gets 503', async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`x-${at}`, '1']));
    expect((await ask(scene(), { headers: { ...bearer(token()), ...many } })).status).toBe(503);
    expect(scene().app.take()).toEqual([]);
  });
});

describe('with the README’s lines for preflights', () => {
  const scene = sharedScene({ ...nginx, start: (ports) => startNginx(ports, preflightLines()) });
  it('nginx answers them itself, and nothing else gets through without a session', async () => {
    const headers = { Origin: 'https://app.example.com', 'Access-Control-Request-Method': 'POST' };
    const reply = await ask(scene(), { headers }, 'OPTIONS');
    expect(reply.status).toBe(204);
    expect(reply.headers['access-control-allow-origin']).toBe('https://app.example.com');
    expect(reply.headers['access-control-allow-methods']).toContain('POST');
    expect(reply.headers['access-control-allow-headers']).toBe('Authorization, Content-Type');
    for (const method of ['GET', 'POST', 'HEAD']) {
      const refused = await ask(scene(), { headers }, method);
      expect(refused.status).toBe(401);
      expect(refused.headers['access-control-allow-origin']).toBe('https://app.example.com');
    }
    expect(scene().app.take()).toEqual([]);
    const passed = await ask(scene(), { headers: bearer(token()) });
    expect([passed.status, passed.headers['access-control-allow-origin']]).toEqual([
      200,
      'https://app.example.com',
    ]);
  });
});
