import { describe, expect, it } from 'vitest';
import { controlOperations } from '../../../../src/contracts/control/registry.ts';
import type { Answer } from '../../../../src/contracts/presenter.ts';
import { about, example, sent } from '../documented.ts';
import { type Control, call, control, DAY_MS, SESSION_ID, START_MS, TOKEN } from './deps.ts';

const { registerSession } = controlOperations;
const full = sent('registerSession', 'full');
const register = (deps: Control, body: unknown = full) =>
  registerSession.answer(call({ body }), deps, about());
const bodyOf = (answer: Answer) => (answer.body as { json: Record<string, unknown> }).json;

/** The 422 of the document, about something else. */
const unprocessable = (detail: string): Answer => {
  const answer = example('registerSession', 422);
  const { json } = answer.body as { json: object };
  return { ...answer, body: { mediaType: 'application/problem+json', json: { ...json, detail } } };
};

describe('registering a session', () => {
  it('answers as the document shows it, token and all', async () => {
    const answer = await register(control());
    const { json } = example('registerSession', 201).body as { json: object };
    expect(answer).toMatchObject({ status: 201, headers: {} });
    expect(bodyOf(answer)).toStrictEqual(json);
  });

  it('makes the token for what is registered, for 24 hours', async () => {
    const deps = control();
    await register(deps);
    expect(deps.orders).toStrictEqual([
      {
        subject: 'user-42',
        sessionId: SESSION_ID,
        tenant: 'acme',
        email: 'abc@gmail.com',
        issuedAtMs: START_MS,
        expiresAtMs: START_MS + DAY_MS,
      },
    ]);
  });

  it('makes it for less where the issuer permits no more', async () => {
    const deps = control({ maxLifetimeMs: 1000 });
    await register(deps);
    expect(deps.orders[0]?.expiresAtMs).toBe(START_MS + 1000);
  });

  it('makes it until expiresAt, where that is given', async () => {
    const deps = control();
    const expiresAt = '2025-01-20T10:00:00.000Z';
    expect(bodyOf(await register(deps, { subject: 'user-42', expiresAt }))).toMatchObject({ expiresAt });
    expect(deps.orders[0]?.expiresAtMs).toBe(Date.parse(expiresAt));
  });

  it('has no token where logoutd has no signing secret, and then knows no expiry', async () => {
    const body = bodyOf(await register(control({ mint: () => null })));
    expect(body).not.toHaveProperty('accessToken');
    expect(body).toHaveProperty('expiresAt', null);
  });

  it('takes the defaults for all that is left out', async () => {
    expect(bodyOf(await register(control(), sent('registerSession', 'least')))).toStrictEqual({
      sessionId: 'made-up',
      issuer: 'default',
      subject: 'user-42',
      tenant: null,
      email: null,
      state: 'active',
      startedAt: '2025-01-15T10:00:00.000Z',
      lastSeenAt: '2025-01-15T10:00:00.000Z',
      expiresAt: '2025-01-16T10:00:00.000Z',
      endedAt: null,
      endedBy: null,
      reason: null,
      device: null,
      accessToken: TOKEN,
    });
  });

  it('knows of a device what was given', async () => {
    const body = bodyOf(await register(control(), { subject: 'user-42', device: {} }));
    expect(body).toHaveProperty('device', { name: null, userAgent: null, ip: null });
  });

  it('is refused for an end that has passed', async () => {
    const expiresAt = '2025-01-15T09:59:59.000Z';
    expect(await register(control(), { subject: 'a', expiresAt })).toStrictEqual(
      example('registerSession', 422),
    );
  });

  it.each([
    ['2025-02-14T10:00:00.001Z', 'is later than the issuer permits, which is 2025-02-14T10:00:00.000Z'],
    ['no date', 'is a moment that no clock shows'],
  ])('is refused for an end that is %s', async (expiresAt, problem) => {
    const answer = await register(control(), { subject: 'a', expiresAt });
    expect(answer).toStrictEqual(unprocessable(`expiresAt ${problem}.`));
  });

  it('is not refused for the last end that the issuer permits', async () => {
    const expiresAt = '2025-02-14T10:00:00.000Z';
    expect(await register(control(), { subject: 'a', expiresAt })).toMatchObject({ status: 201 });
  });

  it('is refused for a tenant that the issuer may not speak for', async () => {
    const deps = control({ speaksFor: (tenant) => tenant === 'beta' });
    expect(await register(deps)).toStrictEqual(
      unprocessable('tenant is not one that the issuer may speak for.'),
    );
    expect(await register(deps, { subject: 'a', tenant: 'beta' })).toMatchObject({ status: 201 });
    expect(await register(deps, { subject: 'a', sessionId: 's2' })).toMatchObject({ status: 201 });
  });

  it('is refused for an issuer that is not configured', async () => {
    const answer = await register(control(), { subject: 'a', issuer: 'another' });
    expect(answer).toStrictEqual(unprocessable('issuer is not configured; there is default.'));
  });

  it('is told which issuers there are', async () => {
    const deps = control({}, { issuerNames: ['default', 'login'] });
    const answer = await register(deps, { subject: 'a', issuer: 'another' });
    expect(answer).toStrictEqual(unprocessable('issuer is not configured; there is default, login.'));
  });

  it('is refused where default is meant and not configured', async () => {
    const answer = await register(control({ name: 'another' }), { subject: 'a' });
    expect(answer).toStrictEqual(unprocessable('issuer default is not configured; there is another.'));
  });

  it('is refused for an inactive account, and for an id that is known', async () => {
    const deps = control();
    await register(deps);
    expect(await register(deps)).toStrictEqual(example('registerSession', 409));
    const inactive = call({ path: { subject: 'user-42' }, body: { status: 'inactive' } });
    await controlOperations.replaceAccount.answer(inactive, deps, about());
    expect(await register(deps)).toStrictEqual(example('registerSession', 403));
  });
});
