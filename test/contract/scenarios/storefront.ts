/** storefront: `storefrontLogout` and `storefrontLogoutByPost`, which answer alike. */
import { bearer, token } from '../../support/tokens.ts';
import type { Service } from '../drivers/service.ts';
import { rowsOf, type Scenario } from '../scenario.ts';
import { recentMilliseconds, requestId } from '../varying.ts';
import { expired, JSON_TYPE, newTenant, newUser, putAccount, putTenant, secondTime } from './arrange.ts';

const on = 'in production';
const email = 'abc@gmail.com';
const varying = { '/requestId': requestId, '/timestamp': recentMilliseconds };
const at = (store: string, value: string) => ({ headers: { ...bearer(value), 'x-store-id': store } });
const valid = () => at(newTenant(), token({ email }));

async function restricted(service: Service) {
  const store = newTenant();
  await putTenant(service, store, { restrictedCapabilities: ['logout'] });
  return at(store, token());
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
      ask: async (service) => {
        const [sub, store] = [newUser(), newTenant()];
        await putAccount(service, sub, { tenant: store, email });
        return at(store, token({ sub, email: 'other@example.com' }));
      },
      exampledHeaders: ['Set-Cookie'],
    },
    { operationId, status: 400, on, varying, when: 'the store is blank', ask: () => at('', token()) },
    {
      operationId,
      status: 400,
      on,
      varying,
      when: 'the store has a character that none may have',
      ask: () => at('store/1', token()),
    },
    {
      operationId,
      status: 401,
      on,
      varying,
      when: 'the token has expired and the refresh token is in its cookie',
      ask: () => {
        const { headers } = at(newTenant(), expired());
        return { headers: { ...headers, Cookie: `refresh_token=${token()}` } };
      },
      exampledHeaders: ['Set-Cookie', 'WWW-Authenticate'],
    },
    {
      operationId,
      status: 401,
      on,
      varying,
      when: 'the token is for another tenant',
      ask: () => at(newTenant(), token({ tid: newTenant() })),
      exampledHeaders: ['WWW-Authenticate'],
    },
    { operationId, status: 403, on, varying, when: 'the store may not log its users out', ask: restricted },
    {
      operationId,
      status: 404,
      on,
      varying,
      when: 'the store admits registered accounts only and there is none',
      ask: async (service) => {
        const store = newTenant();
        await putTenant(service, store, { registeredAccountsOnly: true });
        return at(store, token({ sub: newUser() }));
      },
    },
    {
      operationId,
      status: 429,
      on: 'limited to one request',
      varying,
      when: 'it is the second request of an hour that permits one',
      ask: secondTime(operationId, valid),
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
