/** `readAccount`, `replaceAccount`, `readTenant`, `replaceTenant` of the control API. */
import type { components, operations } from '../../../generated/control.ts';
import {
  type KnownAccount,
  type ReadAccountOutcome,
  type ReadTenantOutcome,
  type ReplaceAccountOutcome,
  type ReplaceTenantOutcome,
  readAccount,
  readTenantPolicy,
  replaceAccount,
  replaceTenantPolicy,
} from '../../sessions/accounts.ts';
import type { TenantPolicy } from '../../sessions/model.ts';
import { presenter, sayer } from '../presenter.ts';
import {
  type ControlEdge,
  operation,
  PROBLEM,
  type Problem,
  problem,
  refusals,
  unknownIssuer,
} from './operation.ts';

type ReadAccount = operations['readAccount'];
const sayAccount = sayer<ReadAccount>();
const refuseAccount = sayer<ReadAccount, Problem>(PROBLEM);

export const readAccountOperation = operation<ReadAccount, ReadAccountOutcome>()({
  roles: ['admin'],
  run: ({ path, query }, deps) =>
    readAccount(deps, { issuer: query?.issuer ?? 'default', subject: path.subject }),
  present: presenter<ReadAccount, ReadAccountOutcome | ControlEdge, 'contradictory-input'>()({
    ...refusals,
    'account-found': (known) => sayAccount(200, representAccount(known)),
    'account-not-found': (_, about) =>
      refuseAccount(404, problem(404, 'Not Found', 'No account is registered for this subject.', about)),
  }),
});

type ReplaceAccount = operations['replaceAccount'];
const sayReplaced = sayer<ReplaceAccount>();
const refuseReplacement = sayer<ReplaceAccount, Problem>(PROBLEM);

export const replaceAccountOperation = operation<ReplaceAccount, ReplaceAccountOutcome>()({
  roles: ['admin'],
  run: async ({ path, query, body, by }, deps) => {
    const named = query?.issuer ?? 'default';
    const issuer = deps.issuer(named);
    if (issuer === undefined) return unknownIssuer(named, deps);
    const account = {
      issuer: issuer.name,
      subject: path.subject,
      tenant: body.tenant ?? null,
      email: body.email ?? null,
      status: body.status ?? 'active',
      restrictedCapabilities: body.restrictedCapabilities ?? [],
    };
    return replaceAccount(deps, { account, maxLifetimeMs: issuer.maxLifetimeMs, by });
  },
  present: presenter<ReplaceAccount, ReplaceAccountOutcome | ControlEdge>()({
    ...refusals,
    'account-created': (known) => sayReplaced(201, representAccount(known)),
    'account-replaced': (known) => sayReplaced(200, representAccount(known)),
    'contradictory-input': ({ at, problem: what }, about) =>
      refuseReplacement(422, problem(422, 'Unprocessable Content', `${at} ${what}.`, about)),
  }),
});

function representAccount({ account, loginStatus }: KnownAccount): components['schemas']['Account'] {
  return {
    subject: account.subject,
    issuer: account.issuer,
    tenant: account.tenant,
    email: account.email,
    status: account.status,
    restrictedCapabilities: [...account.restrictedCapabilities],
    loginStatus,
  };
}

type ReadTenant = operations['readTenant'];
const sayTenant = sayer<ReadTenant>();
const refuseTenant = sayer<ReadTenant, Problem>(PROBLEM);

export const readTenantOperation = operation<ReadTenant, ReadTenantOutcome>()({
  roles: ['admin'],
  run: ({ path }, deps) => readTenantPolicy(deps, path.tenant),
  present: presenter<ReadTenant, ReadTenantOutcome | ControlEdge, 'contradictory-input'>()({
    ...refusals,
    'tenant-found': ({ policy }) => sayTenant(200, representTenant(policy)),
    'tenant-not-found': (_, about) =>
      refuseTenant(404, problem(404, 'Not Found', 'Nothing is set for this tenant.', about)),
  }),
});

type ReplaceTenant = operations['replaceTenant'];
const sayTenantReplaced = sayer<ReplaceTenant>();

export const replaceTenantOperation = operation<ReplaceTenant, ReplaceTenantOutcome>()({
  roles: ['admin'],
  run: ({ path, body }, deps) =>
    replaceTenantPolicy(deps, {
      tenant: path.tenant,
      registeredAccountsOnly: body.registeredAccountsOnly ?? false,
      restrictedCapabilities: body.restrictedCapabilities ?? [],
      idleTimeoutSeconds: body.idleTimeoutSeconds ?? null,
      absoluteTimeoutSeconds: body.absoluteTimeoutSeconds ?? null,
    }),
  present: presenter<ReplaceTenant, ReplaceTenantOutcome | ControlEdge, 'contradictory-input'>()({
    ...refusals,
    'tenant-created': ({ policy }) => sayTenantReplaced(201, representTenant(policy)),
    'tenant-replaced': ({ policy }) => sayTenantReplaced(200, representTenant(policy)),
  }),
});

function representTenant(policy: TenantPolicy): components['schemas']['Tenant'] {
  return { ...policy, restrictedCapabilities: [...policy.restrictedCapabilities] };
}
