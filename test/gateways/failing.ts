/** Nothing gets through while logoutd cannot say: the same for every gateway. */
import { describe, expect, it } from 'vitest';
import { platform } from '../support/logouts.ts';
import { startServer } from '../support/server.ts';
import { store } from '../support/stores/under-test.ts';
import { bearer, token } from '../support/tokens.ts';
import { ask, expectRefused, type GatewayKind, sharedScene, TRUSTING } from './scene.ts';

/** `unavailable`: what the gateway answers when it gets no answer from logoutd. */
export function describeFailing(kind: GatewayKind, unavailable: number): void {
  describe('with a store that fails', () => {
    const scene = sharedScene(kind);
    it('a live session gets 503', async () => {
      const mine = token();
      expect((await ask(scene(), { headers: bearer(mine) })).status).toBe(200);
      scene().app.take();
      store.damage(scene().logoutd.folder);
      await expectRefused(scene(), 503, { headers: bearer(token()) });
    });
  });

  describe('with a logoutd that stands still', () => {
    const scene = sharedScene(kind);
    it('nothing gets through, and it is refused before the client gives up', {
      timeout: 60_000,
    }, async () => {
      const [live, ended] = [token(), token()];
      expect((await ask(scene(), { headers: bearer(live) })).status).toBe(200);
      await platform(scene().logoutd, ended);
      scene().app.take();
      scene().logoutd.process.kill('SIGSTOP');
      const refused = [live, ended, ''].map((one) =>
        expectRefused(scene(), unavailable, { headers: bearer(one) }),
      );
      await Promise.all(refused);
      scene().logoutd.process.kill('SIGCONT');
      // Its late answers are for nobody.
      expect((await ask(scene(), { headers: bearer(live) })).status).toBe(200);
      expect(scene().app.take()).toHaveLength(1);
      await expectRefused(scene(), 401, { headers: bearer(ended) });
    });
  });

  describe('with a logoutd that was killed', () => {
    const scene = sharedScene(kind);
    it('nothing gets through; once it is back, whoever is live does, and whoever was not does not', async () => {
      const [live, ended] = [token(), token()];
      expect((await ask(scene(), { headers: bearer(live) })).status).toBe(200);
      expect((await platform(scene().logoutd, ended)).status).toBe(200);
      scene().app.take();
      const { port, folder } = scene().logoutd;
      await scene().logoutd.stop('SIGKILL');
      for (const one of [live, ended]) {
        await expectRefused(scene(), unavailable, { headers: bearer(one) });
        await expectRefused(scene(), unavailable, { headers: { Cookie: `gsm_token=${one}` } });
      }
      const back = await startServer({ folder, env: { PORT: String(port), ...TRUSTING } });
      try {
        expect((await ask(scene(), { headers: bearer(live) })).status).toBe(200);
        scene().app.take();
        await expectRefused(scene(), 401, { headers: bearer(ended) });
      } finally {
        await back.stop();
      }
    });
  });
}
