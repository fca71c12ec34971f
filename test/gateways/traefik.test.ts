/** examples/traefik on a real Traefik. */
import { describe, expect, it } from 'vitest';
import { describeAsking } from './asking.ts';
import { describeFailing } from './failing.ts';
import { describePassing } from './passing.ts';
import { press } from './press.ts';
import { type GatewayKind, sharedScene } from './scene.ts';
import { missingTraefik, startTraefik } from './traefik.ts';

const traefik: GatewayKind = {
  missing: missingTraefik,
  env: { LOGOUTD_TRUSTED_PROXIES: '127.0.0.1' },
  start: startTraefik,
};

describe('through Traefik', () => describePassing(traefik));
describe('what Traefik asks logoutd', () => describeAsking(traefik));
describe('nothing gets through Traefik', () => describeFailing(traefik, 500));

describe('1,000 requests while sessions end', () => {
  const scene = sharedScene(traefik);
  it('let no ended session through after its 200', { timeout: 60_000 }, async () => {
    const pressed = await press(scene(), { requests: 1_000, sessions: 20, connections: 16 });
    expect(pressed.slipped).toEqual([]);
    expect(pressed.wronglyRefused).toEqual([]);
    expect(pressed.afterEnd).toBeGreaterThan(100);
  });
});
