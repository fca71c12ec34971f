/** storefront: `storefrontLogout` and `storefrontLogoutByPost`, which answer alike. */
import { rowsOf, type Scenario } from '../scenario.ts';
import type { Target } from '../target.ts';
import { recentMilliseconds, requestId } from '../varying.ts';
import { bearer, JSON_TYPE, newTenant, newUser, overTheLimit, putAccount, putTenant } from './arrange.ts';

const on = 'in production';
const email = 'abc@gmail.com';
const varying = { '/requestId': requestId, '/timestamp': recentMilliseconds };
const at = (store: string, value: string) => ({ headers: { ...bearer(value), 'x-store-id': store } });
const valid = async (target: Target) => at(newTenant(), await target.token({ email }));

async function restricted(target: Target) {
  const store = newTenant();
  await putTenant(target, store, { restrictedCapabilities: ['logout'] });
  return at(store, await target.token());
}

export const storefront = ['storefrontLogout', 'storefrontLogoutByPost'].flatMap(rowsOfOperation);

function rowsOfOperation(operationId: string): readonly Scenario[] {
  return rowsOf(
    'storefront',
    () => JSON_TYPE,
  )([
    {
      operationId,
      status: 200,
      exampleName: 'fromToken',
      on,
      when: 'the token is valid and its subject has no account',
      ask: valid,
      exampledHeaders: ['Set-Cookie'],
    },
    {
      operationId,
      status: 200,
      exampleName: 'fromAccount',
      on,
      when: 'the token is valid and its subject has an account in the store',
      ask: async (target) => {
        const [sub, store] = [newUser(), newTenant()];
        await putAccount(target, sub, { tenant: store, email });
        return at(store, await target.token({ sub, email: 'other@example.com' }));
      },
      exampledHeaders: ['Set-Cookie'],
    },
    {
      operationId,
      status: 400,
      on,
      varying,
      when: 'the store is blank',
      ask: async (target) => at('', await target.token()),
    },
    {
      operationId,
      status: 400,
      on,
      varying,
      when: 'the store has a character that none may have',
      ask: async (target) => at('store/1', await target.token()),
    },
    {
      operationId,
      status: 401,
      on,
      varying,
      when: 'there is no token',
      ask: () => ({ headers: { 'x-store-id': newTenant() } }),
    },
    {
      operationId,
      status: 401,
      on,
      varying,
      when: 'the token has expired and the refresh token is in its cookie',
      ask: async (target) => {
        const { headers } = at(newTenant(), await target.expiredToken());
        return { headers: { ...headers, Cookie: `refresh_token=${await target.token()}` } };
      },
      exampledHeaders: ['Set-Cookie', 'WWW-Authenticate'],
    },
    {
      operationId,
      status: 401,
      on,
      varying,
      when: 'the token is for another tenant',
      ask: async (target) => at(newTenant(), await target.token({ tid: newTenant() })),
      exampledHeaders: ['WWW-Authenticate'],
    },
    { operationId, status: 403, on, varying, when: 'the store may not log its users out', ask: restricted },
    {
      operationId,
      status: 404,
      on,
      varying,
      when: 'the store admits registered accounts only and there is none',
      ask: async (target) => {
        const store = newTenant();
        await putTenant(target, store, { registeredAccountsOnly: true });
        return at(store, await target.token({ sub: newUser() }));
      },
    },
    {
      operationId,
      status: 429,
      on: 'limited',
      varying,
      when: 'it is one request more than the limit permits',
      ask: overTheLimit(operationId, valid),
    },
    {
      operationId,
      status: 500,
      on: 'with a locked store',
      varying,
      when: 'the logout cannot be written',
      ask: valid,
    },
  ]);
}
