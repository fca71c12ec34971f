import { describe, expect, it } from 'vitest';
import { controlOperations } from '../../../../src/contracts/control/registry.ts';
import { about, example, sent } from '../documented.ts';
import { type Control, call, control } from './deps.ts';

const { readAccount, replaceAccount, readTenant, replaceTenant, registerSession } = controlOperations;

describe('an account', () => {
  const path = { subject: 'user-42' };
  const put = (deps: Control, body: unknown, query = {}) =>
    replaceAccount.answer(call({ path, query, body }), deps, about());
  const read = (deps: Control, query = {}) => readAccount.answer(call({ path, query }), deps, about());
  const active = sent('replaceAccount', 'active');
  const login = (deps: Control) =>
    registerSession.answer(call({ body: { subject: 'user-42' } }), deps, about());

  it('is created, replaced and read as the document shows it', async () => {
    const deps = control();
    await login(deps);
    expect(await read(deps)).toStrictEqual(example('readAccount', 404));
    expect(await put(deps, active)).toStrictEqual(example('replaceAccount', 201));
    expect(await put(deps, active)).toStrictEqual(example('replaceAccount', 200));
    expect(await read(deps)).toStrictEqual(example('readAccount', 200));
  });

  it('takes its default for all that is left out, also where it had another value', async () => {
    const deps = control();
    const defaults = {
      subject: 'user-42',
      issuer: 'default',
      tenant: null,
      email: null,
      status: 'active',
      restrictedCapabilities: [],
      loginStatus: 'logged_out',
    };
    await put(deps, { ...(sent('replaceAccount', 'restricted') as object), email: 'abc@gmail.com' });
    expect(await put(deps, {})).toMatchObject({ status: 200, body: { json: defaults } });
  });

  it('has the capabilities and the status that were put', async () => {
    const deps = control();
    await put(deps, sent('replaceAccount', 'restricted'));
    expect(await read(deps)).toMatchObject({
      body: { json: { tenant: 'acme', restrictedCapabilities: ['logout'] } },
    });
    await put(deps, { status: 'suspended' });
    expect(await read(deps)).toMatchObject({ body: { json: { status: 'suspended' } } });
  });

  it('that is inactive has no session left', async () => {
    const deps = control();
    await login(deps);
    await put(deps, sent('replaceAccount', 'inactive'));
    expect(await read(deps)).toMatchObject({
      body: { json: { status: 'inactive', loginStatus: 'logged_out' } },
    });
    const { entries } = await deps.store.readLog(0, 9);
    expect(entries).toMatchObject([{ by: 'key:admin', endedSessions: 1 }]);
  });

  it('belongs to an issuer that is configured', async () => {
    expect(await put(control(), active, { issuer: 'another' })).toStrictEqual(example('replaceAccount', 422));
  });

  it('of one issuer is none of another', async () => {
    const deps = control({ name: 'another' });
    expect(await put(deps, active, { issuer: 'another' })).toMatchObject({
      status: 201,
      body: { json: { issuer: 'another' } },
    });
    expect(await read(deps)).toMatchObject({ status: 404 });
    expect(await read(deps, { issuer: 'another' })).toMatchObject({ status: 200 });
  });
});

describe('a tenant', () => {
  const path = { tenant: 'acme' };
  const put = (deps: Control, body: unknown) => replaceTenant.answer(call({ path, body }), deps, about());
  const read = (deps: Control) => readTenant.answer(call({ path }), deps, about());
  const documented = {
    registeredAccountsOnly: true,
    idleTimeoutSeconds: 1800,
    absoluteTimeoutSeconds: 86400,
  };

  it('is created, replaced and read as the document shows it', async () => {
    const deps = control();
    expect(await read(deps)).toStrictEqual(example('readTenant', 404));
    expect(await put(deps, documented)).toStrictEqual(example('replaceTenant', 201));
    expect(await put(deps, documented)).toStrictEqual(example('replaceTenant', 200));
    expect(await read(deps)).toStrictEqual(example('readTenant', 200));
  });

  it('takes its default for all that is left out', async () => {
    const deps = control();
    await put(deps, { ...documented, restrictedCapabilities: ['logout'] });
    expect(await read(deps)).toMatchObject({ body: { json: { restrictedCapabilities: ['logout'] } } });
    expect(await put(deps, {})).toMatchObject({
      status: 200,
      body: {
        json: {
          tenant: 'acme',
          registeredAccountsOnly: false,
          restrictedCapabilities: [],
          idleTimeoutSeconds: null,
          absoluteTimeoutSeconds: null,
        },
      },
    });
  });
});
