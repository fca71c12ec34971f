/** examples/traefik: what it says, and with LOGOUTD_TRAEFIK=/path/to/traefik on a real Traefik. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { IDENTITY } from '../support/verify.ts';
import { describeAsking } from './asking.ts';
import { describeFailing } from './failing.ts';
import { describePassing } from './passing.ts';
import { press } from './press.ts';
import { type GatewayKind, sharedScene } from './scene.ts';
import { hasTraefik, startTraefik } from './traefik.ts';

const routes = parse(readFileSync(new URL('../../examples/traefik/routes.yaml', import.meta.url), 'utf8'));
const { forwardAuth } = routes.http.middlewares.session;
const traefik: GatewayKind = { missing: undefined, start: startTraefik };

it('every route of the example asks logoutd first', () => {
  for (const { middlewares } of Object.values<{ middlewares: unknown }>(routes.http.routers)) {
    expect(middlewares).toEqual(['session']);
  }
  expect(new URL(forwardAuth.address).pathname).toBe('/v1/verify');
});

it('the example takes all identity headers from logoutd, in whatever spelling a client sends them', () => {
  const names = forwardAuth.authResponseHeaders.map((name: string) => name.toLowerCase());
  expect(names).toEqual(IDENTITY);
  // Go has flags in front, JavaScript behind.
  const pattern = new RegExp(forwardAuth.authResponseHeadersRegex.replace('(?i)', ''), 'i');
  for (const name of IDENTITY) {
    for (const between of ['-', '_', '.', '~']) expect(name.replaceAll('-', between)).toMatch(pattern);
  }
});

// Not a skipped test, since CI has no Traefik and nothing is skipped there.
if (hasTraefik) {
  describe('on a real Traefik', () => {
    describe('through it', () => describePassing(traefik));
    describe('what it asks logoutd', () => describeAsking(traefik));
    describe('nothing gets through it', () => describeFailing(traefik, 500));

    describe('1,000 requests while sessions end', () => {
      const scene = sharedScene(traefik);
      it('let no ended session through after its 200', { timeout: 60_000 }, async () => {
        const pressed = await press(scene(), { requests: 1_000, sessions: 20, connections: 16 });
        expect(pressed.slipped).toEqual([]);
        expect(pressed.wronglyRefused).toEqual([]);
        expect(pressed.afterEnd).toBeGreaterThan(100);
      });
    });
  });
}
