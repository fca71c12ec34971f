/** Every way in which a session ends, each on users, a tenant, an issuer or a key of its own. */

import { revoke } from './checks.ts';
import { configFile, NORTH_SECRET, SOUTH_SECRET } from './config-file.ts';
import type { Signer, Tokens, Whose } from './ending-tokens.ts';
import { control, gsm, platform, session, stateOf, storefront, tenant } from './logouts.ts';
import type { Reply } from './request.ts';
import type { ServerOptions } from './server.ts';
import { until } from './until.ts';

interface Server {
  readonly port: number;
}

export interface Way {
  readonly name: string;
  readonly ends: readonly Whose[];
  readonly spares: readonly Whose[];
  /** Whose tokens those of the user are. */
  readonly signer?: Signer;
  /** `user` also names the tenant and begins the names of the sessions. Resolves once the answer has come. */
  readonly end: (server: Server, tokens: Tokens, user: string) => Promise<Reply>;
}

const KEY_ID = 'key-of-2024';
const ISSUER = 'closing';

/** Three secrets: two keys of `default`, of which one has a `kid`, and an issuer to be cut off. */
export function serverOfAllWays(): ServerOptions {
  const keys = [{ secretEnv: 'LOGOUTD_JWT_SECRET' }, { secretEnv: 'KEY_SECRET', kid: KEY_ID }];
  const issuers = [
    { name: 'default', algorithms: ['HS256'], keys },
    { name: ISSUER, algorithms: ['HS256'], keys: [{ secretEnv: 'ISSUER_SECRET' }] },
  ];
  const LOGOUTD_CONFIG = configFile({ issuers });
  return {
    env: {
      LOGOUTD_CONFIG,
      KEY_SECRET: NORTH_SECRET,
      ISSUER_SECRET: SOUTH_SECRET,
      LOGOUTD_TENANT_LOGOUT: 'revoke',
    },
  };
}

const MINE = { ends: ['mine', 'renewed'], spares: ['other', 'unseen', 'stranger'] } as const;
const ALL = { ends: ['mine', 'renewed', 'other', 'unseen'], spares: ['stranger'] } as const;
const KNOWN = { ends: ['mine', 'renewed', 'other'], spares: ['stranger'] } as const;

const put = (server: Server, path: string, body: object) => control(server, 'PUT', path, body);
const cutOff = (server: Server, body: object) => control(server, 'POST', '/v1/revocations', body);

/** A timeout ends a session by itself; reading one does not count as seeing it. */
async function timeOut(server: Server, user: string, timeout: object): Promise<Reply> {
  const reply = await put(server, `/v1/tenants/${user}`, timeout);
  for (const whose of ['mine', 'other']) {
    await until('the session times out', async () => (await stateOf(server, `${user}-${whose}`)) === 'ended');
  }
  return reply;
}

export const waysOfEnding: readonly Way[] = [
  { name: 'platform', ...MINE, end: (at, { mine }) => platform(at, mine) },
  { name: 'gsm', ...MINE, end: (at, { mine }) => gsm(at, mine) },
  { name: 'session', ...MINE, end: (at, { mine }) => session(at, mine) },
  {
    name: 'storefront',
    ...MINE,
    end: (at, { mine }, user) => storefront(at, mine, { headers: { 'x-store-id': user } }),
  },
  { name: 'tenant, where it revokes', ...MINE, end: (at, { mine }) => tenant(at, mine) },
  {
    name: 'platform `others`',
    ends: ['other', 'unseen'],
    spares: ['mine', 'renewed', 'stranger'],
    end: (at, { mine }) => platform(at, mine, { body: { scope: 'others' } }),
  },
  {
    name: 'platform `all`',
    ...ALL,
    end: (at, { mine }) => platform(at, mine, { body: { scope: 'all' } }),
  },
  {
    name: 'platform `sessionId`',
    ends: ['other'],
    spares: ['mine', 'renewed', 'unseen', 'stranger'],
    end: (at, { mine }, user) => platform(at, mine, { body: { sessionId: `${user}-other` } }),
  },
  {
    name: 'DELETE /v1/sessions/{sessionId}',
    ...MINE,
    end: (at, _, user) => control(at, 'DELETE', `/v1/sessions/${user}-mine`),
  },
  { name: 'RFC 7009', ...MINE, end: (at, { mine }) => revoke(at, mine) },
  { name: 'a cut-off of the subject', ...ALL, end: (at, _, subject) => cutOff(at, { subject }) },
  { name: 'a cut-off of the tenant', ...ALL, end: (at, _, user) => cutOff(at, { tenant: user }) },
  {
    name: 'a cut-off of the issuer',
    ...ALL,
    signer: { secret: SOUTH_SECRET },
    end: (at) => cutOff(at, { issuer: ISSUER }),
  },
  {
    name: 'a cut-off of the key',
    ...ALL,
    signer: { secret: NORTH_SECRET, kid: KEY_ID },
    end: (at) => cutOff(at, { keyId: KEY_ID }),
  },
  {
    name: 'an account turned inactive',
    ...ALL,
    end: (at, _, user) => put(at, `/v1/accounts/${user}`, { status: 'inactive' }),
  },
  { name: 'the idle timeout', ...KNOWN, end: (at, _, user) => timeOut(at, user, { idleTimeoutSeconds: 1 }) },
  {
    name: 'the absolute timeout',
    ...ALL,
    end: (at, _, user) => timeOut(at, user, { absoluteTimeoutSeconds: 50 }),
  },
];
