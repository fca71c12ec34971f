import { describe, expect, it } from 'vitest';
import {
  readAccount,
  readTenantPolicy,
  replaceAccount,
  replaceTenantPolicy,
} from '../../../src/sessions/accounts.ts';
import { endSession } from '../../../src/sessions/end-session.ts';
import type { AccountStatus, Credential } from '../../../src/sessions/model.ts';
import { openMemoryStore } from '../../../src/stores/memory.ts';
import { account, credential, DAY_MS, id, logout, NOW_MS, policy } from './given.ts';

const ada = { issuer: 'default', subject: 'ada' };
const open = () => ({ store: openMemoryStore().store, now: () => NOW_MS });
type Deps = ReturnType<typeof open>;

const put = (deps: Deps, status: AccountStatus = 'active', subject = 'ada') =>
  replaceAccount(deps, { account: account({ status, subject }), maxLifetimeMs: DAY_MS, by: 'control' });
/** Makes the session known; by `mark` it also marks its user as logged out. */
const mark = (deps: Deps, token: Credential) =>
  endSession(deps, { ...logout({}, { effect: 'mark' }), credentials: [token], accompanying: [] });
/** Ends another session of the user, so that this one becomes known and stays alive. */
const see = (deps: Deps, token: Credential) =>
  endSession(deps, { ...logout({ intent: { scope: 'others' } }), credentials: [token], accompanying: [] });

describe('an account', () => {
  it('is created the first time, and replaced from then on', async () => {
    const deps = open();
    expect(await put(deps)).toStrictEqual({
      kind: 'account-created',
      account: account(),
      loginStatus: 'logged_out',
    });
    expect(await put(deps, 'suspended')).toStrictEqual({
      kind: 'account-replaced',
      account: account({ status: 'suspended' }),
      loginStatus: 'logged_out',
    });
  });

  it('can be read once it was put', async () => {
    const deps = open();
    expect(await readAccount(deps, ada)).toStrictEqual({ kind: 'account-not-found' });
    await put(deps);
    expect(await readAccount(deps, ada)).toStrictEqual({
      kind: 'account-found',
      account: account(),
      loginStatus: 'logged_out',
    });
    expect(await readAccount(deps, { ...ada, issuer: 'another' })).toMatchObject({
      kind: 'account-not-found',
    });
  });

  it('that is inactive loses its sessions, with an entry in the log', async () => {
    const deps = open();
    await see(deps, credential());
    await put(deps, 'inactive');
    const { entries: log } = await deps.store.readLog(0, 10);
    expect(log.at(-1)).toMatchObject({
      scope: 'subject',
      ...ada,
      cause: 'account_inactive',
      by: 'control',
      reason: null,
      endedSessions: 1,
    });
    expect(await readAccount(deps, ada)).toMatchObject({ loginStatus: 'logged_out' });
  });

  it.each(['active', 'suspended'] as const)('that is %s loses nothing', async (status) => {
    const deps = open();
    await see(deps, credential());
    const before = await deps.store.readLog(0, 10);
    expect(await put(deps, status)).toMatchObject({ loginStatus: 'logged_in' });
    expect(await deps.store.readLog(0, 10)).toStrictEqual(before);
  });
});

describe('who has an account is logged in', () => {
  const statusOf = async (deps: Deps) => {
    const found = await readAccount(deps, ada);
    return found.kind === 'account-found' ? found.loginStatus : null;
  };

  it('with a live session', async () => {
    const deps = open();
    await put(deps);
    await see(deps, credential());
    expect(await statusOf(deps)).toBe('logged_in');
  });

  it('not by the session of somebody else', async () => {
    const deps = open();
    await put(deps);
    await see(deps, credential({ subject: 'bob', sessionId: id('bob') }));
    expect(await statusOf(deps)).toBe('logged_out');
  });

  it('not once it is marked, though its session lives', async () => {
    const deps = open();
    await put(deps);
    await mark(deps, credential());
    expect(
      await deps.store.listSessions({ state: 'active' }, { after: null, limit: 9, nowMs: NOW_MS }),
    ).toHaveLength(1);
    expect(await statusOf(deps)).toBe('logged_out');
  });
});

describe('a tenant', () => {
  const acme = policy({ registeredAccountsOnly: true, idleTimeoutSeconds: 60 });

  it('is created the first time, and replaced from then on', async () => {
    const deps = open();
    expect(await replaceTenantPolicy(deps, acme)).toStrictEqual({ kind: 'tenant-created', policy: acme });
    const next = policy();
    expect(await replaceTenantPolicy(deps, next)).toStrictEqual({ kind: 'tenant-replaced', policy: next });
  });

  it('can be read once it was put', async () => {
    const deps = open();
    expect(await readTenantPolicy(deps, 'acme')).toStrictEqual({ kind: 'tenant-not-found' });
    await replaceTenantPolicy(deps, acme);
    expect(await readTenantPolicy(deps, 'acme')).toStrictEqual({ kind: 'tenant-found', policy: acme });
    expect(await readTenantPolicy(deps, 'beta')).toStrictEqual({ kind: 'tenant-not-found' });
  });
});
