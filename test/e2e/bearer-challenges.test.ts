/** RFC 6750 where it is logoutd's own: at `verify`, whose credential is a token, and at the operations that take a key. */
import { describe, expect, it } from 'vitest';
import { FORM, introspectForm, isActive, revokeForm } from '../support/checks.ts';
import { control, platform } from '../support/logouts.ts';
import { rawRequest } from '../support/raw.ts';
import { type Reply, request } from '../support/request.ts';
import { ADMIN_KEY, CHECK_KEY } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, nowSeconds, token } from '../support/tokens.ts';

const server = sharedServer();
const SILENT = 'Bearer realm="logoutd"';
const INVALID = 'Bearer realm="logoutd", error="invalid_token"';

const challengeOf = ({ status, headers }: Pick<Reply, 'status' | 'headers'>) => [
  status,
  headers['www-authenticate'],
];

const places = [
  {
    place: 'verify',
    secret: () => token(),
    ask: (headers: object) => request(server(), 'GET', '/v1/verify', { headers: { ...headers } }),
  },
  {
    place: 'introspection',
    secret: () => ADMIN_KEY,
    ask: (headers: object) => introspectForm(server(), { token: 'none' }, { Authorization: [], ...headers }),
  },
  {
    place: 'revocation',
    secret: () => ADMIN_KEY,
    ask: (headers: object) => revokeForm(server(), { token: 'none' }, { Authorization: [], ...headers }),
  },
];

describe.each(places)('RFC 6750 at $place', ({ place, secret, ask }) => {
  it.each(['Bearer', 'bearer', 'BEARER', 'bEARER'])(
    'section 2.1: the scheme is case-insensitive: %s',
    async (scheme) => {
      expect((await ask({ Authorization: `${scheme} ${secret()}` })).status).toBe(200);
    },
  );

  it('section 3: the challenge has a realm and no error code where there is no credential', async () => {
    const none = [{}, { Authorization: '' }, { Authorization: `Basic ${btoa('admin:key')}` }];
    for (const headers of none) expect(challengeOf(await ask(headers))).toStrictEqual([401, SILENT]);
  });

  it.each(['Bearer', 'Bearer  ', 'Bearer a b', 'Bearer a,b', 'Bearer a, Bearer b', 'Bearer none'])(
    'section 3.1: a credential that does not count is invalid_token: %j',
    async (Authorization) => {
      expect(challengeOf(await ask({ Authorization }))).toStrictEqual([401, INVALID]);
    },
  );

  it('section 2: Authorization that comes twice is refused, be it the same, and none of the two is picked', async () => {
    const [method, path] = {
      verify: ['GET', '/v1/verify'],
      introspection: ['POST', '/v1/introspect'],
      revocation: ['POST', '/v1/revoke'],
    }[place] ?? ['', ''];
    const good = `Authorization: Bearer ${secret()}`;
    for (const pair of [
      [good, good],
      [good, 'authorization: Bearer none'],
      ['Authorization: Basic eA==', good],
    ]) {
      const length = method === 'POST' ? [`Content-Type: ${FORM['Content-Type']}`, 'Content-Length: 10'] : [];
      const lines = [`${method} ${path} HTTP/1.1`, 'Host: x', ...pair, ...length];
      const { status, headers } = await rawRequest(server(), lines, {
        body: method === 'POST' ? 'token=none' : '',
      });
      expect([status, headers['www-authenticate']]).toStrictEqual([401, INVALID]);
    }
  });

  it('section 2.3: a credential in the query is none', async () => {
    const method = place === 'verify' ? 'GET' : 'POST';
    const path = { verify: '/v1/verify', introspection: '/v1/introspect', revocation: '/v1/revoke' }[place];
    const reply = await request(server(), method, `${path}?access_token=${secret()}`);
    expect(challengeOf(reply)).toStrictEqual([401, SILENT]);
  });

  it('section 2.2: a credential in the form is none', async () => {
    const path = { verify: '/v1/verify', introspection: '/v1/introspect', revocation: '/v1/revoke' }[place];
    const body = `access_token=${secret()}&token=none`;
    const reply = await request(server(), 'POST', path ?? '', { headers: FORM, body });
    expect(challengeOf(reply)).toStrictEqual([401, SILENT]);
  });

  it('section 5.3: no answer is to be stored', async () => {
    for (const headers of [{}, { Authorization: 'Bearer none' }, { Authorization: `Bearer ${secret()}` }]) {
      expect((await ask(headers)).headers['cache-control']).toBe('no-store');
    }
  });
});

describe('RFC 6750, section 3.1, at verify', () => {
  it.each([
    ['expired', async () => token({ iat: nowSeconds() - 7200, exp: nowSeconds() - 1 })],
    ['malformed', async () => 'a.b.c'],
    [
      'revoked',
      async () => {
        const mine = token();
        await platform(server(), mine);
        return mine;
      },
    ],
  ])('a token that is %s is 401 with invalid_token', async (_, make) => {
    const headers = { Authorization: `Bearer ${await make()}` };
    const reply = await request(server(), 'GET', '/v1/verify', { headers });
    expect(challengeOf(reply)).toStrictEqual([401, INVALID]);
    for (const name of ['subject', 'id', 'tenant', 'issuer']) {
      expect(reply.headers[`x-session-${name}`]).toBeUndefined();
    }
  });

  it('one good token does not make up for a bad one beside it', async () => {
    const mine = token();
    const reply = await request(server(), 'GET', '/v1/verify', {
      headers: { Authorization: `Bearer ${mine}`, 'x-token': 'none' },
    });
    expect(challengeOf(reply)).toStrictEqual([401, INVALID]);
    expect(await isActive(server(), mine)).toBe(true);
  });
});

it.each([
  ['GET', '/v1/sessions'],
  ['POST', '/v1/sessions'],
  ['GET', '/v1/sessions/s'],
  ['DELETE', '/v1/sessions/s'],
  ['GET', '/v1/revocations'],
  ['POST', '/v1/revocations'],
  ['POST', '/v1/revoke'],
  ['GET', '/v1/accounts/a'],
  ['PUT', '/v1/accounts/a'],
  ['GET', '/v1/tenants/t'],
  ['PUT', '/v1/tenants/t'],
])('RFC 6750, section 3.1: a key that may only ask is insufficient_scope: %s %s', async (method, path) => {
  const reply = await request(server(), method, path, { headers: bearer(CHECK_KEY) });
  expect(challengeOf(reply)).toStrictEqual([403, 'Bearer realm="logoutd", error="insufficient_scope"']);
});

it('a registration that is refused for its account has no challenge: the key is not at fault', async () => {
  await control(server(), 'PUT', '/v1/accounts/gone', { status: 'inactive' });
  const reply = await control(server(), 'POST', '/v1/sessions', { subject: 'gone' });
  expect(challengeOf(reply)).toStrictEqual([403, undefined]);
});
