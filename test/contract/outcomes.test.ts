/**
 * Outcome by contract, each cell over the wire and in production: what an account's status, a restricted capability
 * and a tenant's admission of registered accounts come to in each of the five contracts.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { bearer, nowSeconds, token } from '../support/tokens.ts';
import { declarations } from './documents.ts';
import { Service } from './drivers/service.ts';
import { faultsOf } from './oracle.ts';
import { newTenant, newUser, putAccount, putTenant } from './scenarios/arrange.ts';
import type { Ask } from './send.ts';
import { recentMilliseconds, recentTime, requestId, type Varying } from './varying.ts';

interface Who {
  readonly user: string;
  readonly tenant: string;
}
interface Cause {
  readonly when: string;
  /** The token's `iat`, in seconds from now. */
  readonly issuedIn?: number;
  readonly arrange: (service: Service, who: Who) => Promise<void>;
  /** By operation; what is not named is as if there were no such cause: 200. */
  readonly outcome: Readonly<Record<string, number>>;
  /** Whether storefront answers with the registered address. */
  readonly registered?: boolean;
}

const email = 'abc@gmail.com';
const atStorefront = (status: number) => ({ storefrontLogout: status, storefrontLogoutByPost: status });
const forbidden = { ...atStorefront(403), platformLogout: 403 };

const causes: readonly Cause[] = [
  {
    when: 'the account became inactive after the token was issued',
    arrange: (service, { user }) => putAccount(service, user, { status: 'inactive' }),
    outcome: forbidden,
  },
  {
    when: 'the account is inactive and the token was issued since',
    issuedIn: 5,
    arrange: (service, { user }) => putAccount(service, user, { status: 'inactive' }),
    outcome: forbidden,
  },
  {
    when: 'the account is suspended',
    arrange: (service, { user }) => putAccount(service, user, { status: 'suspended' }),
    outcome: forbidden,
  },
  {
    when: 'the capability is restricted for the user',
    arrange: (service, { user }) => putAccount(service, user, { restrictedCapabilities: ['logout'] }),
    outcome: { ...forbidden, tenantLogout: 403 },
  },
  {
    when: 'the capability is restricted for the tenant',
    arrange: (service, { tenant }) => putTenant(service, tenant, { restrictedCapabilities: ['logout'] }),
    outcome: { ...forbidden, tenantLogout: 403 },
  },
  {
    when: 'the tenant admits registered accounts only and there is none',
    arrange: (service, { tenant }) => putTenant(service, tenant, { registeredAccountsOnly: true }),
    outcome: atStorefront(404),
  },
  {
    when: 'the tenant admits registered accounts only and the account is of another tenant',
    arrange: async (service, { user, tenant }) => {
      await putTenant(service, tenant, { registeredAccountsOnly: true });
      await putAccount(service, user, { tenant: newTenant(), email });
    },
    outcome: atStorefront(404),
  },
  {
    when: 'the tenant admits registered accounts only and the account is one of them',
    arrange: async (service, { user, tenant }) => {
      await putTenant(service, tenant, { registeredAccountsOnly: true });
      await putAccount(service, user, { tenant, email });
    },
    outcome: {},
    registered: true,
  },
];

const byBearer = (value: string): Ask => ({ headers: bearer(value) });
const atStore = (value: string, store: string): Ask => ({
  headers: { ...bearer(value), 'x-store-id': store },
});
const operations: Readonly<Record<string, (value: string, tenant: string) => Ask>> = {
  gsmLogout: byBearer,
  tenantLogout: (value) => ({ headers: { 'x-token': value } }),
  sessionLogout: byBearer,
  storefrontLogout: atStore,
  storefrontLogoutByPost: atStore,
  platformLogout: byBearer,
};

/** Members that are named in one contract only, so that they cannot be confused. */
const varying: Varying = {
  '/meta/requestId': requestId,
  '/meta/timestamp': recentTime,
  '/requestId': requestId,
  '/timestamp': recentMilliseconds,
};

let server: TestServer;
let service: Service;
beforeAll(async () => {
  server = await startServer();
  service = new Service(server.url);
});
afterAll(() => server.stop());

describe.each(causes)('when $when', (cause) => {
  test.each(Object.entries(operations))('%s', async (operationId, ask) => {
    const who = { user: newUser(), tenant: newTenant() };
    const iat = nowSeconds() + (cause.issuedIn ?? 0);
    const asked = ask(token({ sub: who.user, tid: who.tenant, email, iat, exp: iat + 3600 }), who.tenant);
    await cause.arrange(service, who);
    const status = cause.outcome[operationId] ?? 200;
    const seen = await service.call(operationId, asked);
    expect(faultsOf(declarationOf(operationId, status, cause), seen, { varying, asked })).toEqual([]);
  });
});

function declarationOf(operationId: string, status: number, { registered = false }: Cause) {
  const all = declarations.filter((one) => one.operationId === operationId && one.status === status);
  const named = all.find(({ exampleName }) => exampleName === (registered ? 'fromAccount' : 'fromToken'));
  const declared = named ?? all[0];
  if (declared === undefined) throw new Error(`${operationId} ${status} is not declared`);
  return declared;
}
