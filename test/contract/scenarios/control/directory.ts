/** control: `readAccount`, `replaceAccount`, `readTenant`, `replaceTenant`. */
import type { Service } from '../../drivers/service.ts';
import type { Ask } from '../../send.ts';
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
async function loggedIn(service: Service): Promise<string> {
  const subject = newUser();
  await register(service, { subject });
  return subject;
}

export const directory = controlRows([
  {
    operationId: 'readAccount',
    status: 200,
    on,
    varying: ofSubject,
    when: 'there is an account and its user is logged in',
    ask: async (service) => {
      const subject = await loggedIn(service);
      await putAccount(service, subject, account);
      return byAdmin({ path: { subject } });
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
    ask: () => byAdmin(someone()),
  },
  failureRow('readAccount', 'with a damaged store', () => byAdmin(someone())),
  {
    operationId: 'replaceAccount',
    status: 200,
    on,
    varying: ofSubject,
    when: 'there is an account already',
    ask: async (service) => {
      const subject = await loggedIn(service);
      await putAccount(service, subject, { status: 'suspended' });
      return byAdmin({ path: { subject }, json: account });
    },
  },
  {
    operationId: 'replaceAccount',
    status: 201,
    on,
    varying: ofSubject,
    when: 'the account is new',
    ask: async (service) => byAdmin({ path: { subject: await loggedIn(service) }, json: account }),
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
    ask: () => byAdmin({ ...replaceSomeone(), query: { issuer: 'nobody' } }),
  },
  failureRow('replaceAccount', 'with a locked store', () => byAdmin(replaceSomeone())),
  {
    operationId: 'readTenant',
    status: 200,
    on,
    varying: ofTenant,
    when: 'something is set for the tenant',
    ask: async (service) => {
      const tenant = newTenant();
      await putTenant(service, tenant, policy);
      return byAdmin({ path: { tenant } });
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
    ask: () => byAdmin(somewhere()),
  },
  failureRow('readTenant', 'with a damaged store', () => byAdmin(somewhere())),
  {
    operationId: 'replaceTenant',
    status: 200,
    on,
    varying: ofTenant,
    when: 'something is set for the tenant already',
    ask: async (service) => {
      const tenant = newTenant();
      await putTenant(service, tenant, {});
      return byAdmin({ path: { tenant }, json: policy });
    },
  },
  {
    operationId: 'replaceTenant',
    status: 201,
    on,
    varying: ofTenant,
    when: 'nothing is set for the tenant yet',
    ask: () => byAdmin(replaceSomewhere()),
  },
  ...refusalRows('replaceTenant', replaceSomewhere, {
    when: 'a timeout is zero',
    ask: () => ({ ...somewhere(), json: { idleTimeoutSeconds: 0 } }),
  }),
  failureRow('replaceTenant', 'with a locked store', () => byAdmin(replaceSomewhere())),
]);
