/** examples/envoy on a real Envoy. */
import { describe, expect, it } from 'vitest';
import { describeAsking } from './asking.ts';
import { installedEnvoy, startEnvoy } from './envoy.ts';
import { describeFailing } from './failing.ts';
import { describePassing } from './passing.ts';
import { press } from './press.ts';
import { type GatewayKind, sharedScene } from './scene.ts';

const installed = installedEnvoy();
const envoy: GatewayKind =
  'missing' in installed
    ? { missing: installed.missing, start: () => Promise.reject(new Error(installed.missing)) }
    : { missing: undefined, start: (ports) => startEnvoy(installed.command, ports) };

describe('through Envoy', () => describePassing(envoy));
describe('what Envoy asks logoutd', () =>
  describeAsking(envoy, (method) => ({ method, target: '/v1/verify/x?y' })));
describe('nothing gets through Envoy', () => describeFailing(envoy, 503));

describe('1,000 requests while sessions end', () => {
  const scene = sharedScene(envoy);
  it('let no ended session through after its 200', { timeout: 60_000 }, async () => {
    const pressed = await press(scene(), { requests: 1_000, sessions: 20, connections: 16 });
    expect(pressed.slipped).toEqual([]);
    expect(pressed.wronglyRefused).toEqual([]);
    expect(pressed.afterEnd).toBeGreaterThan(100);
  });
});
