/**
 * Outcome by contract, each cell over the wire and in production: what an account's status, a restricted capability
 * and a tenant's admission of registered accounts come to in each of the five contracts.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declarations } from '../../src/kit/documents.ts';
import { faultsOf } from '../../src/kit/oracle.ts';
import { newTenant, newUser, putAccount, putTenant } from '../../src/kit/rows/arrange.ts';
import type { Ask } from '../../src/kit/send.ts';
import { serverAt } from '../../src/kit/server.ts';
import type { Target } from '../../src/kit/target.ts';
import { recentMilliseconds, recentTime, requestId, type Varying } from '../../src/kit/varying.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { bearer, nowSeconds, token } from '../support/tokens.ts';
import { access } from './drivers/access.ts';

interface Who {
  readonly user: string;
  readonly tenant: string;
}
interface Cause {
  readonly when: string;
  /** The token's `iat`, in seconds from now. */
  readonly issuedIn?: number;
  readonly arrange: (target: Target, who: Who) => Promise<void>;
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
    arrange: (target, { user }) => putAccount(target, user, { status: 'inactive' }),
    outcome: forbidden,
  },
  {
    when: 'the account is inactive and the token was issued since',
    issuedIn: 5,
    arrange: (target, { user }) => putAccount(target, user, { status: 'inactive' }),
    outcome: forbidden,
  },
  {
    when: 'the account is suspended',
    arrange: (target, { user }) => putAccount(target, user, { status: 'suspended' }),
    outcome: forbidden,
  },
  {
    when: 'the capability is restricted for the user',
    arrange: (target, { user }) => putAccount(target, user, { restrictedCapabilities: ['logout'] }),
    outcome: { ...forbidden, tenantLogout: 403 },
  },
  {
    when: 'the capability is restricted for the tenant',
    arrange: (target, { tenant }) => putTenant(target, tenant, { restrictedCapabilities: ['logout'] }),
    outcome: { ...forbidden, tenantLogout: 403 },
  },
  {
    when: 'the tenant admits registered accounts only and there is none',
    arrange: (target, { tenant }) => putTenant(target, tenant, { registeredAccountsOnly: true }),
    outcome: atStorefront(404),
  },
  {
    when: 'the tenant admits registered accounts only and the account is of another tenant',
    arrange: async (target, { user, tenant }) => {
      await putTenant(target, tenant, { registeredAccountsOnly: true });
      await putAccount(target, user, { tenant: newTenant(), email });
    },
    outcome: atStorefront(404),
  },
  {
    when: 'the tenant admits registered accounts only and the account is one of them',
    arrange: async (target, { user, tenant }) => {
      await putTenant(target, tenant, { registeredAccountsOnly: true });
      await putAccount(target, user, { tenant, email });
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
let target: Target;
beforeAll(async () => {
  server = await startServer();
  target = serverAt(server.url, access);
});
afterAll(() => server.stop());

describe.each(causes)('when $when', (cause) => {
  test.each(Object.entries(operations))('%s', async (operationId, ask) => {
    const who = { user: newUser(), tenant: newTenant() };
    const iat = nowSeconds() + (cause.issuedIn ?? 0);
    const asked = ask(token({ sub: who.user, tid: who.tenant, email, iat, exp: iat + 3600 }), who.tenant);
    await cause.arrange(target, who);
    const status = cause.outcome[operationId] ?? 200;
    const seen = await target.call(operationId, asked);
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
