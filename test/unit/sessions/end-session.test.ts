import { describe, expect, it } from 'vitest';
import { replaceAccount } from '../../../src/sessions/accounts.ts';
import { type EndSessionCommand, endSession } from '../../../src/sessions/end-session.ts';
import type { Credential } from '../../../src/sessions/model.ts';
import { registerSession } from '../../../src/sessions/registration.ts';
import { openMemoryStore } from '../../../src/stores/memory.ts';
import { account, credential, DAY_MS, id, logout, NOW_MS } from './given.ts';

const open = async () => ({ store: (await openMemoryStore()).store, now: () => NOW_MS });
type Deps = Awaited<ReturnType<typeof open>>;

const ask = (
  deps: Deps,
  credentials: readonly [Credential, ...Credential[]],
  changes: Partial<EndSessionCommand> = {},
) => endSession(deps, { ...logout(), credentials, accompanying: [], ...changes });

const isEnded = async (deps: Deps, token: Credential): Promise<boolean> => {
  const { issuer, subject, sessionId } = token;
  const query = { issuer, subject, keyId: null, tenant: null, sessionIds: [sessionId] };
  return (await deps.store.read(query)).sessions.get(token.sessionId)?.end != null;
};

const one = credential({ sessionId: id('one') });
const two = credential({ sessionId: id('two') });

describe('a request with several credentials', () => {
  it('ends the session of each', async () => {
    const deps = await open();
    expect(await ask(deps, [one, two])).toMatchObject({ kind: 'logged-out' });
    expect([await isEnded(deps, one), await isEnded(deps, two)]).toEqual([true, true]);
  });

  it('succeeds when any of them could log out', async () => {
    const deps = await open();
    const rules = { ...logout().rules, repeatable: false };
    await ask(deps, [one], { rules });
    expect(await ask(deps, [one, two], { rules })).toMatchObject({ kind: 'logged-out' });
    expect(await ask(deps, [one, two], { rules })).toMatchObject({ kind: 'unauthenticated' });
  });
});

describe('a token that comes along', () => {
  it('ends with a logout that succeeds, whatever its own account may do', async () => {
    const deps = await open();
    await replaceAccount(deps, {
      account: account({ subject: 'bob', status: 'suspended' }),
      maxLifetimeMs: DAY_MS,
      by: 'control',
    });
    const along = credential({ subject: 'bob', sessionId: id('refresh') });
    await ask(deps, [one], { accompanying: [along] });
    expect(await isEnded(deps, along)).toBe(true);
  });

  it('lives on when the logout is refused', async () => {
    const deps = await open();
    await replaceAccount(deps, {
      account: account({ status: 'suspended' }),
      maxLifetimeMs: DAY_MS,
      by: 'control',
    });
    expect(await ask(deps, [one], { accompanying: [two] })).toMatchObject({ kind: 'account-not-active' });
    expect(await isEnded(deps, two)).toBe(false);
  });
});

describe('a session that is registered', () => {
  const registration = {
    issuer: 'default',
    subject: 'ada',
    tenant: null,
    email: null,
    sessionId: id('one'),
    expiresAtMs: null,
    device: null,
    tokenExpiresAtMs: null,
    keyId: null,
    maxLifetimeMs: DAY_MS,
  };

  it('in the second of a cut-off, after it, is a login that came after', async () => {
    const deps = await open();
    await ask(deps, [two], { intent: { scope: 'all' } });
    await registerSession(deps, registration);
    const token = credential({ sessionId: id('one'), issuedAtMs: NOW_MS });
    expect(await ask(deps, [token], { intent: { scope: 'others' } })).toMatchObject({ kind: 'logged-out' });
  });

  it('in the second of a cut-off, before it, is ended by it', async () => {
    const deps = await open();
    await registerSession(deps, registration);
    await ask(deps, [two], { intent: { scope: 'all' } });
    const token = credential({ sessionId: id('one'), issuedAtMs: NOW_MS });
    expect(await ask(deps, [token], { intent: { scope: 'others' } })).toMatchObject({
      kind: 'unauthenticated',
    });
  });

  it('cannot take a session id that is known, ended or not, or that a token was seen with', async () => {
    const deps = await open();
    await ask(deps, [one]);
    expect(await registerSession(deps, registration)).toEqual({ kind: 'session-exists' });
  });

  it('is refused to an inactive account, and given to a suspended one', async () => {
    const deps = await open();
    const put = (status: 'inactive' | 'suspended') =>
      replaceAccount(deps, { account: account({ status }), maxLifetimeMs: DAY_MS, by: 'control' });
    await put('inactive');
    expect(await registerSession(deps, registration)).toEqual({ kind: 'account-inactive' });
    await put('suspended');
    expect(await registerSession(deps, registration)).toMatchObject({ kind: 'session-registered' });
  });
});
