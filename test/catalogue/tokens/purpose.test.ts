/** What a token was made for: an ID token or a logout token is no access token (RFC 8725, sections 3.11 and 3.12). */
import { describe, expect, it } from 'vitest';
import { configFile } from '../../support/config-file.ts';
import { GSM_PATH, SESSION_PATH, SHARED_PATH, STORE } from '../../support/logouts.ts';
import { request } from '../../support/request.ts';
import { SECRET } from '../../support/server.ts';
import { nowSeconds, token } from '../../support/tokens.ts';
import { craft, hmac } from '../../unit/tokens/crafted.ts';
import { catalogued } from '../catalogued.ts';
import { acceptedByAll, type Claims, expectUnharmed, logsOut, newVictim, refusedByAll } from './attacked.ts';
import { attackedServer } from './served.ts';

const API = { iss: 'https://login.example', aud: 'https://api.example' };
const server = attackedServer(() => {
  const keys = [{ secretEnv: 'LOGOUTD_JWT_SECRET' }];
  const issuers = [{ name: 'default', ...API, algorithms: ['HS256'], keys }];
  return { env: { LOGOUTD_CONFIG: configFile({ issuers }) } };
});
const world = { server, genuine: (claims: Claims) => token({ ...claims, ...API }) };
/** Signed by the issuer, with its names, and with this header and these claims besides. */
const made =
  (header: object, more: Claims = {}) =>
  (claims: Claims) =>
    craft({ alg: 'HS256', ...header }, { ...claims, ...API, ...more }, hmac(Buffer.from(SECRET)));

describe(catalogued(30), () => {
  // By its audience, the client: nothing else in it says what it is (OpenID Connect Core, section 2).
  const idToken = { aud: 'client-1', nonce: 'n-0S6_WzA2Mj', at_hash: '77QmUPtjPfzWtF2AnpK9RQ', auth_time: 1 };

  it.each<readonly [string, Claims]>([
    ['for one client', idToken],
    ['for one client, in a list', { ...idToken, aud: ['client-1'] }],
    ['for two clients', { ...idToken, aud: ['client-1', 'client-2'], azp: 'client-1' }],
    ['with the API as the authorized party', { ...idToken, azp: API.aud }],
    ['without a client', { ...idToken, aud: undefined }],
  ])('%s is refused', (_, more) => refusedByAll(world, made({ typ: 'JWT' }, more), 'audience_refused'));

  it.each(['id_token+jwt', 'id+jwt', 'dpop+jwt', 'token-introspection+jwt', 'oauth-authz-req+jwt', 'kb+jwt'])(
    'and a token of type %s, whatever its audience',
    (typ) => refusedByAll(world, made({ typ }), 'type_refused'),
  );

  it.each(['JWT', 'at+jwt', 'application/at+jwt', undefined])(
    'an access token of type %s is accepted',
    (typ) => acceptedByAll(world, made(typ === undefined ? {} : { typ })),
  );
});

/** OpenID Connect Back-Channel Logout, section 2.4. */
const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };
const logoutToken = (more: Claims = {}) => ({
  events: EVENTS,
  jti: 'bWJq',
  email: undefined,
  tid: undefined,
  ...more,
});

describe(catalogued(31), () => {
  it.each<readonly [string, object, Claims]>([
    ['as it is published', { typ: 'logout+jwt' }, logoutToken()],
    ['by its type alone', { typ: 'logout+jwt' }, {}],
    ['by its full type alone', { typ: 'application/logout+jwt' }, {}],
    ['by its claim alone', { typ: 'JWT' }, { events: EVENTS }],
    ['without a type', {}, logoutToken()],
    ['with the type of an access token', { typ: 'at+jwt' }, logoutToken()],
    ['without its sub', { typ: 'JWT' }, logoutToken({ sub: undefined })],
    ['without its sid', { typ: 'JWT' }, logoutToken({ sid: undefined })],
    ['with events of none', { typ: 'JWT' }, { events: {} }],
    ['with events that are null', { typ: 'JWT' }, { events: null }],
    [
      'as another security event',
      { typ: 'secevent+jwt' },
      { events: { 'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {} } },
    ],
  ])('%s is refused', (_, header, more) => refusedByAll(world, made(header, more), 'type_refused'));

  // And back: logoutd takes logout tokens nowhere, so that no access token can be sent for one.
  it.each([SHARED_PATH, GSM_PATH, SESSION_PATH])(
    'sent to %s as a logout token is, nothing ends',
    async (path) => {
      const victim = await newVictim(world);
      for (const sent of [made({ typ: 'logout+jwt' }, logoutToken())(victim), world.genuine(victim)]) {
        const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
        const body = new URLSearchParams({ logout_token: sent, token: sent }).toString();
        expect((await request(server(), 'POST', path, { headers, body })).status).toBe(401);
        const inQuery = `${path}?logout_token=${sent}`;
        expect(
          (await request(server(), 'POST', inQuery, { headers: { 'x-store-id': STORE } })).status,
        ).not.toBe(200);
      }
      await expectUnharmed(world, victim);
      await logsOut(world, victim);
    },
  );
});

describe(catalogued(32), () => {
  const ago = (seconds: number) => ({ iat: nowSeconds() - seconds, exp: nowSeconds() - seconds + 120 });

  it.each<readonly [string, Claims]>([
    ['of two minutes ago', ago(120)],
    ['of a day ago', ago(86_400)],
    ['of a day ago, without exp', { ...ago(86_400), exp: undefined }],
    ['of now, without exp and iat', { exp: undefined, iat: undefined }],
  ])('%s is refused, as often as it comes', async (_, times) => {
    const again = new Map<unknown, string>();
    const same = (claims: Claims): string => {
      const known = again.get(claims['sid']) ?? made({ typ: 'logout+jwt' }, logoutToken(times))(claims);
      again.set(claims['sid'], known);
      return known;
    };
    await refusedByAll(world, same, 'type_refused');
    await refusedByAll(world, (claims) => made({ typ: 'JWT' }, logoutToken(times))(claims), 'type_refused');
  });
});
