/** control: `introspectToken`, `revokeToken`, `verifySession`. */
import type { Ask } from '../../send.ts';
import type { Target } from '../../target.ts';
import { like, unixSeconds } from '../../varying.ts';
import { bearer, newSessionId, newUser, putAccount } from '../arrange.ts';
import { byAdmin, byCheck, controlRows, problem } from './shared.ts';

const on = 'in production' as const;
const form = (token: string): Ask => ({ form: { token, token_type_hint: 'access_token' } });
const noToken = 'not-a-token';

/** A token as the document's examples have it, but for its session. */
const exampled = (target: Target): Promise<string> =>
  target.token({ sub: 'user-42', sid: newSessionId(), tid: 'acme' });

async function ended(target: Target): Promise<string> {
  const token = await exampled(target);
  await target.logOut(token);
  return token;
}

async function suspended(target: Target): Promise<string> {
  const sub = newUser();
  await putAccount(target, sub, { status: 'suspended' });
  return target.token({ sub });
}

const invalid = [
  { when: 'there is no token', ask: (): Ask => ({ form: { token_type_hint: 'access_token' } }) },
  { when: 'the form is sent as JSON', ask: (): Ask => ({ json: { token: noToken } }) },
] as const;

/** Of both that take a form. */
const formRefusals = (operationId: 'introspectToken' | 'revokeToken') => [
  ...invalid.map(({ when, ask }) => ({
    operationId,
    status: 400,
    on,
    varying: problem,
    when,
    ask: (target: Target) => byAdmin(target, ask()),
  })),
  {
    operationId,
    status: 401,
    on,
    varying: problem,
    when: 'there is no key',
    ask: () => form(noToken),
  },
  {
    operationId,
    status: 401,
    on,
    varying: problem,
    when: 'nobody knows the key',
    ask: () => ({ ...form(noToken), headers: bearer('a-key-that-nobody-knows') }),
    exampledHeaders: ['WWW-Authenticate'],
  },
];

const introspect = controlRows([
  {
    operationId: 'introspectToken',
    status: 200,
    exampleName: 'active',
    on,
    when: 'the session is active and a check key asks',
    ask: async (target) => byCheck(target, form(await exampled(target))),
    varying: { '/sid': like(/^[0-9a-f-]{36}$/), '/exp': unixSeconds, '/iat': unixSeconds },
  },
  ...(
    [
      ['the session has ended', ended],
      ['the token has expired', (target: Target) => target.expiredToken()],
      ['the account is suspended', suspended],
      ['it is no token', async () => noToken],
    ] as const
  ).map(([when, token]) => ({
    operationId: 'introspectToken',
    status: 200,
    exampleName: 'inactive',
    on,
    when,
    ask: async (target: Target) => byAdmin(target, form(await token(target))),
  })),
  ...formRefusals('introspectToken'),
  {
    operationId: 'introspectToken',
    status: 500,
    on: 'with a damaged store',
    varying: problem,
    when: 'the store cannot be read',
    ask: async (target) => byCheck(target, form(await exampled(target))),
  },
]);

const revoke = controlRows([
  ...(
    [
      ['the session is active', exampled],
      ['the session has ended already', ended],
      ['it is no token', async () => noToken],
    ] as const
  ).map(([when, token]) => ({
    operationId: 'revokeToken',
    status: 200,
    mediaType: null,
    on,
    when,
    ask: async (target: Target) => byAdmin(target, form(await token(target))),
  })),
  ...formRefusals('revokeToken'),
  {
    operationId: 'revokeToken',
    status: 403,
    on,
    varying: problem,
    when: 'the key is a check key',
    ask: (target) => byCheck(target, form(noToken)),
  },
  {
    operationId: 'revokeToken',
    status: 500,
    on: 'with a locked store',
    varying: problem,
    when: 'the end cannot be written',
    ask: async (target) => byAdmin(target, form(await exampled(target))),
  },
]);

const verify = controlRows([
  {
    operationId: 'verifySession',
    status: 200,
    mediaType: null,
    on,
    when: 'the session is active',
    ask: async (target) => ({ headers: bearer(await exampled(target)) }),
    exampledHeaders: ['x-session-subject', 'x-session-tenant', 'x-session-issuer'],
  },
  {
    operationId: 'verifySession',
    status: 200,
    mediaType: null,
    on,
    when: 'header and cookie carry the same session',
    ask: async (target) => {
      const token = await exampled(target);
      return { headers: { ...bearer(token), 'x-token': token, Cookie: `gsm_token=${token}` } };
    },
  },
  {
    operationId: 'verifySession',
    status: 401,
    on,
    varying: problem,
    when: 'there is no credential',
    ask: () => ({}),
  },
  ...(
    [
      ['the session has ended', ended],
      ['the token has expired', (target: Target) => target.expiredToken()],
      ['it is no token', async () => noToken],
    ] as const
  ).map(([when, token]) => ({
    operationId: 'verifySession',
    status: 401,
    on,
    varying: problem,
    when,
    ask: async (target: Target) => ({ headers: bearer(await token(target)) }),
    exampledHeaders: ['WWW-Authenticate'],
  })),
  {
    operationId: 'verifySession',
    status: 401,
    on,
    varying: problem,
    when: 'header and cookie carry two sessions',
    ask: async (target) => ({
      headers: { ...bearer(await exampled(target)), Cookie: `gsm_token=${await exampled(target)}` },
    }),
    exampledHeaders: ['WWW-Authenticate'],
  },
  {
    operationId: 'verifySession',
    status: 403,
    on,
    varying: problem,
    when: 'the account is suspended',
    ask: async (target) => ({ headers: bearer(await suspended(target)) }),
  },
  {
    operationId: 'verifySession',
    status: 503,
    on: 'with a damaged store',
    varying: problem,
    when: 'the store cannot be read',
    ask: async (target) => ({ headers: bearer(await exampled(target)) }),
  },
]);

export const checks = [...introspect, ...revoke, ...verify];
