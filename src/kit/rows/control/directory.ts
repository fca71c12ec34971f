/** control: `readAccount`, `replaceAccount`, `readTenant`, `replaceTenant`. */

import type { Ask } from '../../send.ts';
import type { Target } from '../../target.ts';
import { asAsked } from '../../varying.ts';
import { newTenant, newUser, putAccount, putTenant, register } from '../arrange.ts';
import { byAdmin, controlRows, failureRow, problem, refusalRows } from './shared.ts';

const on = 'in production';
const account = { tenant: 'acme', email: 'abc@gmail.com' };
const policy = { registeredAccountsOnly: true, idleTimeoutSeconds: 1800, absoluteTimeoutSeconds: 86400 };
const ofSubject = { '/subject': asAsked('subject') };
const ofTenant = { '/tenant': asAsked('tenant') };

const someone = (): Ask => ({ path: { subject: newUser() } });
const somewhere = (): Ask => ({ path: { tenant: newTenant() } });
const replaceSomeone = (): Ask => ({ ...someone(), json: account });
const replaceSomewhere = (): Ask => ({ ...somewhere(), json: policy });

/** A user with a session, who is therefore logged in. */
async function loggedIn(target: Target): Promise<string> {
  const subject = newUser();
  await register(target, { subject });
  return subject;
}

export const directory = controlRows([
  {
    operationId: 'readAccount',
    status: 200,
    on,
    varying: ofSubject,
    when: 'there is an account and its user is logged in',
    ask: async (target) => {
      const subject = await loggedIn(target);
      await putAccount(target, subject, account);
      return byAdmin(target, { path: { subject } });
    },
  },
  ...refusalRows('readAccount', someone, {
    when: 'the subject has 256 characters',
    ask: () => ({ path: { subject: 'x'.repeat(256) } }),
  }),
  {
    operationId: 'readAccount',
    status: 404,
    on,
    varying: problem,
    when: 'there is no account',
    ask: (target) => byAdmin(target, someone()),
  },
  failureRow('readAccount', 'with a damaged store', someone),
  {
    operationId: 'replaceAccount',
    status: 200,
    on,
    varying: ofSubject,
    when: 'there is an account already',
    ask: async (target) => {
      const subject = await loggedIn(target);
      await putAccount(target, subject, { status: 'suspended' });
      return byAdmin(target, { path: { subject }, json: account });
    },
  },
  {
    operationId: 'replaceAccount',
    status: 201,
    on,
    varying: ofSubject,
    when: 'the account is new',
    ask: async (target) => byAdmin(target, { path: { subject: await loggedIn(target) }, json: account }),
  },
  ...refusalRows('replaceAccount', replaceSomeone, {
    when: 'the status is one that there is not',
    ask: () => ({ ...someone(), json: { status: 'asleep' } }),
  }),
  {
    operationId: 'replaceAccount',
    status: 422,
    on,
    varying: problem,
    when: 'there is no such issuer',
    ask: (target) => byAdmin(target, { ...replaceSomeone(), query: { issuer: 'nobody' } }),
  },
  failureRow('replaceAccount', 'with a locked store', replaceSomeone),
  {
    operationId: 'readTenant',
    status: 200,
    on,
    varying: ofTenant,
    when: 'something is set for the tenant',
    ask: async (target) => {
      const tenant = newTenant();
      await putTenant(target, tenant, policy);
      return byAdmin(target, { path: { tenant } });
    },
  },
  ...refusalRows('readTenant', somewhere, {
    when: 'the tenant has 256 characters',
    ask: () => ({ path: { tenant: 'x'.repeat(256) } }),
  }),
  {
    operationId: 'readTenant',
    status: 404,
    on,
    varying: problem,
    when: 'nothing is set for the tenant',
    ask: (target) => byAdmin(target, somewhere()),
  },
  failureRow('readTenant', 'with a damaged store', somewhere),
  {
    operationId: 'replaceTenant',
    status: 200,
    on,
    varying: ofTenant,
    when: 'something is set for the tenant already',
    ask: async (target) => {
      const tenant = newTenant();
      await putTenant(target, tenant, {});
      return byAdmin(target, { path: { tenant }, json: policy });
    },
  },
  {
    operationId: 'replaceTenant',
    status: 201,
    on,
    varying: ofTenant,
    when: 'nothing is set for the tenant yet',
    ask: (target) => byAdmin(target, replaceSomewhere()),
  },
  ...refusalRows('replaceTenant', replaceSomewhere, {
    when: 'a timeout is zero',
    ask: () => ({ ...somewhere(), json: { idleTimeoutSeconds: 0 } }),
  }),
  failureRow('replaceTenant', 'with a locked store', replaceSomewhere),
]);
