/** The query of the control API, in the words of its refusals. */
import { describe, expect, it } from 'vitest';
import { isActive } from '../support/checks.ts';
import { control } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { CHECK_KEY } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';

const server = sharedServer();

it.each(['a:b', 'a/b', 'a@b'])(
  'subject=%s has to be percent-encoded, and the refusal says so',
  async (subject) => {
    const refused = await control(server(), 'GET', `/v1/sessions?subject=${subject}`);
    expect([refused.status, refused.json()]).toMatchObject([
      400,
      { detail: 'subject has a reserved character, which must be percent-encoded.' },
    ]);
    const encoded = await control(server(), 'GET', `/v1/sessions?subject=${encodeURIComponent(subject)}`);
    expect(encoded.status).toBe(200);
  },
);

describe('a query parameter that the operation does not declare', () => {
  it('is refused by name, and nothing is done', async () => {
    const mine = token({ sub: 'not-meant' });
    const body = { subject: 'not-meant' };
    const reply = await control(server(), 'POST', '/v1/revocations?dryRun=true', body);
    expect([reply.status, reply.json()]).toMatchObject([400, { detail: 'dryRun is not a known parameter.' }]);
    expect(await isActive(server(), mine)).toBe(true);
  });

  it.each([
    ['GET', '/v1/sessions?subjet=ada'],
    ['GET', '/v1/sessions/s?isuer=partner'],
    ['DELETE', '/v1/sessions/s?isuer=partner'],
    ['GET', '/v1/revocations?since=1'],
    ['GET', '/v1/accounts/ada?isuer=partner'],
    ['PUT', '/v1/accounts/ada?Issuer=partner'],
    ['PUT', '/v1/tenants/acme?issuer=default'],
  ])('is 400: %s %s', async (method, path) => {
    const body = method === 'PUT' ? {} : undefined;
    expect((await control(server(), method, path, body)).status).toBe(400);
  });

  it('carries no token of an introspection', async () => {
    const headers = { ...bearer(CHECK_KEY), 'Content-Type': 'application/x-www-form-urlencoded' };
    const body = `token=${token()}`;
    const ask = (path: string) => request(server(), 'POST', path, { headers, body });
    expect((await ask('/v1/introspect')).status).toBe(200);
    expect((await ask(`/v1/introspect?token=${token()}`)).status).toBe(400);
  });

  it.each(['/healthz', '/readyz', '/v1/verify'])(
    'is passed over by %s, which refuses no request',
    async (path) => {
      expect((await request(server(), 'GET', `${path}?x=1`, { headers: bearer(token()) })).status).toBe(200);
    },
  );

  it('is passed over by the logout contracts, whose clients may add what they like', async () => {
    const reply = await request(server(), 'POST', '/auth/logout?_=1', { headers: bearer(token()) });
    expect(reply.status).toBe(200);
  });
});
