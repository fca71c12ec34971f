/** A clock that steps back and forth: what has ended stays ended, what lives lives, and nobody is locked out. */
import { expect, it, onTestFinished } from 'vitest';
import { aliveOf, expectEnded, isAlive } from '../long/faults/answers.ts';
import { HOUR_SECONDS, needsFaketime, type SteppingClock, steppingClock } from '../long/faults/clock.ts';
import { LIMITS_OFF } from '../long/shots.ts';
import { control, platform, registered, revoking, session } from '../support/logouts.ts';
import { type ServerOptions, startServer, type TestServer } from '../support/server.ts';
import { nowSeconds, token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

const TIMEOUT_MS = 240_000;
/** Ends where it began; further than any leeway, and past the ends of hours and days. */
const STEPS_HOURS = [5, -5, 26, 0, -0.5, 0];

interface Stepping {
  readonly server: TestServer;
  readonly clock: SteppingClock;
  readonly stepTo: (hours: number) => Promise<void>;
}

async function stepping(options: ServerOptions = {}): Promise<Stepping> {
  const clock = steppingClock();
  const server = await startServer({ ...options, env: { ...LIMITS_OFF, ...options.env, ...clock.env } });
  onTestFinished(() => void server.stop('SIGKILL'));
  return { server, clock, stepTo: (hours) => clock.step(server, hours * HOUR_SECONDS) };
}

/** Valid at every step. */
const lasting = (claims: Readonly<Record<string, unknown>> = {}): string =>
  token({ iat: nowSeconds() - 6 * HOUR_SECONDS, exp: nowSeconds() + 48 * HOUR_SECONDS, ...claims });

it('an ended token never becomes active again, and a live one does not end, wherever the clock steps', {
  timeout: TIMEOUT_MS,
}, async (context) => {
  needsFaketime(context);
  const { server, stepTo } = await stepping();
  const ended: string[] = [];
  const alive: string[] = [];
  for (const hours of [0, ...STEPS_HOURS]) {
    await stepTo(hours);
    for (const logout of Object.values(revoking)) {
      const one = lasting();
      expect((await logout(server, one)).status).toBe(200);
      ended.push(one);
    }
    alive.push(lasting());
    await expectEnded(server, ended);
    expect(await aliveOf(server, alive)).toEqual(alive);
    // Who lost the answer still gets it.
    for (const one of ended.slice(0, 2)) expect((await session(server, one)).status).toBe(200);
  }
  await server.stop('SIGKILL');
  const again = await startServer({ folder: server.folder, env: LIMITS_OFF });
  onTestFinished(() => void again.stop('SIGKILL'));
  await expectEnded(again, ended);
  expect(await aliveOf(again, alive)).toEqual(alive);
});

it('a cut-off holds when the clock is set back behind it, and one that is made then holds when the clock is right again', {
  timeout: TIMEOUT_MS,
}, async (context) => {
  needsFaketime(context);
  const { server, stepTo } = await stepping();
  const all = async (caller: string): Promise<void> => {
    expect((await platform(server, caller, { body: { scope: 'all' } })).status).toBe(200);
  };
  const [ahead, behind] = ['cut off ahead', 'cut off behind'];
  const unseen = lasting({ sub: ahead });
  const known = [await registered(server, { subject: ahead }), await registered(server, { subject: behind })];
  const seen = lasting({ sub: behind });
  expect(await isAlive(server, seen)).toBe(true);

  await stepTo(5);
  await all(lasting({ sub: ahead }));
  await stepTo(-5);
  await all(lasting({ sub: behind }));
  // A weaker one, which must not take the place of the stricter.
  for (const status of ['inactive', 'active']) {
    await control(server, 'PUT', `/v1/accounts/${encodeURIComponent(ahead)}`, { status });
  }
  for (const hours of STEPS_HOURS) {
    await stepTo(hours);
    await expectEnded(server, [unseen, seen]);
    for (const { sessionId } of known) {
      const { state } = (await control(server, 'GET', `/v1/sessions/${sessionId}`)).json() as {
        state: string;
      };
      expect(state).toBe('ended');
    }
  }
  // Issued now, before the moment that the clock claimed: of several, the strictest decides.
  await expectEnded(server, [token({ sub: ahead })]);
  // Issued after it.
  await stepTo(6);
  expect(
    await isAlive(
      server,
      token({ sub: ahead, iat: nowSeconds() + 5.5 * HOUR_SECONDS, exp: nowSeconds() + 7 * HOUR_SECONDS }),
    ),
  ).toBe(true);
});

it('a limit locks nobody out for longer than its window', { timeout: TIMEOUT_MS }, async (context) => {
  needsFaketime(context);
  const windowSeconds = 3;
  const { server, stepTo } = await stepping({ env: { LOGOUTD_RATE_LIMIT_SESSION: `5/${windowSeconds}` } });
  const ask = async (): Promise<number> => {
    const { status, headers } = await session(server, lasting());
    if (status === 429) expect(Number(headers['retry-after'])).toBeLessThanOrEqual(windowSeconds);
    return status;
  };
  for (const hours of [0, -5, 26, 0]) {
    await stepTo(hours);
    await until('the limit is reached', async () => (await ask()) === 429);
    await until('the limit lets go of a client that goes on asking', async () => (await ask()) === 200);
  }
  await until('the limit is reached', async () => (await ask()) === 429);
  await stepTo(-5);
  await until('the limit lets go after a step back', async () => (await ask()) === 200);
});
