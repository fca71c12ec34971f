/** A gateway between clients and an app, with a logoutd beside it. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { freePort } from '../support/free-port.ts';
import type { Reply, RequestParts } from '../support/request.ts';
import { request } from '../support/request.ts';
import { startServer, type TestServer } from '../support/server.ts';
import type { Gateway, Ports } from './gateway.ts';
import { startUpstream, type Upstream } from './upstream.ts';

export interface GatewayKind {
  /** Why it cannot run here. */
  readonly missing: string | undefined;
  start(ports: Ports): Promise<Gateway>;
}

/** A gateway that is believed could be used to lie: so it is the harder case, also where its README does not ask for it. */
export const TRUSTING = { LOGOUTD_TRUSTED_PROXIES: '127.0.0.1' };

export interface Scene {
  readonly logoutd: TestServer;
  readonly gateway: Gateway;
  readonly app: Upstream;
}

async function startScene(kind: GatewayKind): Promise<Scene & { stop(): Promise<void> }> {
  const logoutd = await startServer({ env: TRUSTING });
  const app = await startUpstream();
  const end = async (): Promise<void> => {
    await app.stop();
    // It may have been made to stand still.
    logoutd.process.kill('SIGCONT');
    await logoutd.stop();
  };
  try {
    const gateway = await kind.start({ own: await freePort(), logoutd: logoutd.port, app: app.port });
    const stop = async (): Promise<void> => {
      await gateway.stop();
      await end();
    };
    return { logoutd, gateway, app, stop };
  } catch (error) {
    await end();
    throw error;
  }
}

/** One for all tests of a describe block, each of which begins with an app that nothing has arrived at. */
export function sharedScene(kind: GatewayKind): () => Scene {
  let scene: Awaited<ReturnType<typeof startScene>> | undefined;
  beforeAll(async () => {
    if (kind.missing === undefined) scene = await startScene(kind);
  });
  afterAll(() => scene?.stop());
  beforeEach((context) => {
    if (kind.missing !== undefined) context.skip(kind.missing);
    scene?.app.take();
  });
  return () => {
    if (scene === undefined) throw new Error('the scene is there only while tests run');
    return scene;
  };
}

export const ask = (
  { gateway }: Scene,
  parts: RequestParts = {},
  method = 'GET',
  path = '/a',
): Promise<Reply> => request(gateway, method, path, parts);

/** Refused with this status, and the app has not heard of it. */
export async function expectRefused(
  scene: Scene,
  status: number | readonly number[],
  parts: RequestParts = {},
): Promise<Reply> {
  const reply = await ask(scene, parts);
  expect([status].flat()).toContain(reply.status);
  expect(scene.app.take()).toEqual([]);
  return reply;
}
