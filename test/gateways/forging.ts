/** Identity headers of a client’s own making: the same for every gateway. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rawRequest } from '../support/raw.ts';
import { bearer, token } from '../support/tokens.ts';
import { ask, type Scene } from './scene.ts';
import { identity, identityIn } from './upstream.ts';

const NAMES = ['Subject', 'Id', 'Tenant', 'Issuer'];
/** Every spelling of the four names that one server or another takes for them. */
const forgeries = NAMES.flatMap((name) =>
  [
    'X-Session-',
    'x-session-',
    'X_Session_',
    'X_Session-',
    'X-Session_',
    'X.Session.',
    'X-Session.',
    'X~Session~',
  ].map((start) => `${start}${name}`),
);
export function describeForging(scene: () => Scene): void {
  describe('an identity header of the client', () => {
    it.each(forgeries)('%s is never taken for logoutd’s', async (name) => {
      const sid = randomUUID();
      const headers = [`${name}: root`, `${name}: root2`, `Authorization: Bearer ${token({ sid })}`];
      await rawRequest(scene().gateway, ['GET /a HTTP/1.1', 'Host: app', ...headers]);
      // Refusing it altogether is as good.
      for (const arrived of scene().app.take()) expect(identityIn(arrived)).toEqual(identity(sid));
    });

    it('is overwritten, and the request passes', async () => {
      const sid = randomUUID();
      const forged = Object.fromEntries(NAMES.map((name) => [`X-Session-${name}`, 'root']));
      expect((await ask(scene(), { headers: { ...forged, ...bearer(token({ sid })) } })).status).toBe(200);
      expect(scene().app.take().map(identityIn)).toEqual([identity(sid)]);
    });

    it('cannot be had by naming it in Connection', async () => {
      const sid = randomUUID();
      const names = NAMES.map((name) => `X-Session-${name}`).join(', ');
      const reply = await rawRequest(scene().gateway, [
        'GET /a HTTP/1.1',
        'Host: app',
        `Connection: ${names}, Authorization`,
        'X-Session-Subject: root',
        `Authorization: Bearer ${token({ sid })}`,
      ]);
      const arrived = scene().app.take();
      expect(arrived.map(identityIn)).toEqual(reply.status === 200 ? [identity(sid)] : []);
    });
  });
}
