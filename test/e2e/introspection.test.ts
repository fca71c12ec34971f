/** RFC 7662, a sentence of it at a time. What it has by reference to RFC 6749 is named so. */
import { describe, expect, it } from 'vitest';
import { FORM, introspect, introspectForm } from '../support/checks.ts';
import { control, platform } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY, CHECK_KEY } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, nowSeconds, token } from '../support/tokens.ts';

const server = sharedServer();
const INACTIVE = '{"active":false}';
const BAD_REQUEST = {
  type: 'about:blank',
  title: 'Bad Request',
  status: 400,
  detail: expect.any(String),
  requestId: expect.any(String),
  error: 'invalid_request',
};

describe('RFC 7662, section 2.1: the request', () => {
  it('is a form with `token`, which is required', async () => {
    expect((await introspectForm(server(), { token: token() })).json()).toMatchObject({ active: true });
    for (const form of ['', 'token_type_hint=access_token', 'Token=x']) {
      const reply = await introspectForm(server(), form);
      expect([reply.status, reply.json()]).toStrictEqual([400, BAD_REQUEST]);
    }
  });

  it.each(['access_token', 'refresh_token', 'urn:of:nobody'])(
    'may say by `token_type_hint` what it is, which makes no difference: %s',
    async (token_type_hint) => {
      const active = await introspectForm(server(), { token: token(), token_type_hint });
      expect(active.json()).toMatchObject({ active: true });
      expect((await introspectForm(server(), { token: 'none', token_type_hint })).text).toBe(INACTIVE);
    },
  );

  it.each([undefined, 'application/json', 'text/plain', `${FORM['Content-Type']}; charset=iso-8859-1`])(
    'is 400 as %s',
    async (type) => {
      const headers = { ...bearer(CHECK_KEY), ...(type === undefined ? {} : { 'Content-Type': type }) };
      const body = type === 'application/json' ? JSON.stringify({ token: token() }) : `token=${token()}`;
      const reply = await request(server(), 'POST', '/v1/introspect', { headers, body });
      expect([reply.status, reply.json()]).toStrictEqual([400, BAD_REQUEST]);
    },
  );

  it.each(['; charset=UTF-8', ';charset="utf-8"', '; q=1'])('may name its charset: %s', async (parameter) => {
    const type = { 'Content-Type': `Application/X-WWW-Form-URLencoded${parameter}` };
    expect((await introspectForm(server(), { token: token() }, type)).json()).toMatchObject({ active: true });
  });

  it('is 400 over 16 KiB', async () => {
    const reply = await introspectForm(server(), { token: token(), more: 'x'.repeat(16 * 1024) });
    expect([reply.status, reply.json()]).toStrictEqual([400, BAD_REQUEST]);
  });
});

describe('RFC 6749, section 3.2 and appendix B: a form', () => {
  it('may have members that nobody knows', async () => {
    const reply = await introspectForm(server(), `token=${token()}&client_id=x&__proto__=y&constructor=z`);
    expect(reply.json()).toMatchObject({ active: true });
  });

  it('counts a member without a value as left out', async () => {
    const mine = token();
    for (const form of [`token=${mine}&token_type_hint=`, `token=&token=${mine}`, `token=${mine}&x=&x`]) {
      expect((await introspectForm(server(), form)).json()).toMatchObject({ active: true });
    }
    const reply = await introspectForm(server(), 'token=');
    expect([reply.status, reply.json()]).toStrictEqual([400, BAD_REQUEST]);
  });

  it.each(['token', 'token_type_hint', 'unknown'])('must not have a member twice: %s', async (name) => {
    const once = `token=${token()}`;
    const twice = name === 'token' ? `${once}&${once}` : `${once}&${name}=a&${name}=a`;
    const reply = await introspectForm(server(), twice);
    expect([reply.status, reply.json()]).toStrictEqual([400, BAD_REQUEST]);
  });

  it('is percent-decoded once', async () => {
    const encoded = token().replaceAll('.', '%2E');
    expect((await introspectForm(server(), `token=${encoded}`)).json()).toMatchObject({ active: true });
    const twice = encoded.replaceAll('%', '%25');
    expect((await introspectForm(server(), `token=${twice}`)).text).toBe(INACTIVE);
  });
});

describe('RFC 7662, section 2.2: the response', () => {
  it('is JSON that nobody stores', async () => {
    for (const value of [token(), 'none']) {
      const { headers } = await introspect(server(), value);
      expect(headers['content-type']).toMatch(/^application\/json\b/);
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('says of an active token what it stands for, each member of its type', async () => {
    const iat = nowSeconds() - 10;
    const mine = token({ sub: 'ada', sid: 'introspected', tid: 'acme', iat, exp: iat + 600 });
    expect((await introspect(server(), mine)).json()).toStrictEqual({
      active: true,
      token_type: 'Bearer',
      sub: 'ada',
      sid: 'introspected',
      tid: 'acme',
      issuer: 'default',
      exp: iat + 600,
      iat,
    });
  });

  it('leaves out what the token does not say', async () => {
    const exp = nowSeconds() + 600;
    const mine = token({
      sub: undefined,
      sid: undefined,
      jti: 'only',
      email: undefined,
      iat: undefined,
      exp,
    });
    expect((await introspect(server(), mine)).json()).toStrictEqual({
      active: true,
      token_type: 'Bearer',
      sid: 'jti:only',
      issuer: 'default',
      exp,
    });
  });

  it('says no more of an inactive token than that, whatever the reason', async () => {
    const [ended, held] = [token(), token({ sub: 'held' })];
    await platform(server(), ended);
    await control(server(), 'PUT', '/v1/accounts/held', { status: 'suspended' });
    await introspect(server(), token({ sid: 'ada-s' }));
    const anothers = token({ sub: 'grace', sid: 'ada-s' });
    for (const value of [ended, held, anothers, 'none', ADMIN_KEY, CHECK_KEY]) {
      const reply = await introspect(server(), value);
      expect([reply.status, reply.text]).toStrictEqual([200, INACTIVE]);
    }
  });
});
