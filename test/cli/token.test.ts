/** `logoutd token`: a token to try things with. */
import { describe, expect, it } from 'vitest';
import { configFile, NORTH_SECRET, twoIssuers } from '../support/config-file.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { api, at, logoutd, printed, printedJson } from './logoutd.ts';

const server = sharedServer(() => ({ env: { LOGOUTD_STORE: 'memory:' } }));
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('token', () => {
  it('prints a token alone, which ends its session where it is sent', async () => {
    const { status, stdout, stderr } = await logoutd(['token'], at(server()));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const { sid, sub } = claimsOf(stdout);
    expect(sub).toBe('user-42');
    expect(stderr).toMatch(new RegExp(`^Session ${sid} of user-42, until \\S+ \\S+Z\\.\n$`));
    const headers = { Authorization: `Bearer ${stdout.trim()}` };
    const answer = await fetch(`${server().url}/auth/logout`, { method: 'POST', headers });
    expect(answer.status).toBe(200);
    expect(await api(server(), 'GET', `/v1/sessions/${sid}`)).toMatchObject({ state: 'ended' });
  });

  it('has what was asked for', async () => {
    const args = [
      '--subject',
      'ada',
      '--tenant',
      'acme',
      '--email',
      'ada@example.com',
      '--expires-in',
      '30m',
    ];
    const claims = claimsOf(await printed(server(), 'token', ...args));
    expect(claims).toMatchObject({ sub: 'ada', tid: 'acme' });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBeGreaterThanOrEqual(1795);
    expect(Number(claims['exp']) - Number(claims['iat'])).toBeLessThanOrEqual(1805);
    expect(await api(server(), 'GET', `/v1/sessions/${claims['sid']}`)).toMatchObject({
      email: 'ada@example.com',
    });
  });

  it('with --json is the session, and the token in it', async () => {
    const [session] = await printedJson(server(), 'token', '--subject', 'grace');
    expect(session).toMatchObject({ subject: 'grace', state: 'active' });
    expect(claimsOf(String(session?.['accessToken']))).toMatchObject({ sid: session?.['sessionId'] });
  });

  it('is refused for an account that is inactive, which is no fault of the key', async () => {
    await api(server(), 'PUT', '/v1/accounts/gone', { status: 'inactive' });
    const { status, stderr } = await logoutd(['token', '--subject', 'gone'], at(server()));
    expect(status).toBe(1);
    expect(stderr).toContain('The account of the subject is inactive. (403;');
  });

  it('is refused for an issuer that there is not', async () => {
    const { status, stderr } = await logoutd(['token', '--issuer', 'nobody'], at(server()));
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('(422;') });
  });

  it('is of the issuer that is named', async () => {
    const two = await ownServer(twoIssuers());
    const claims = claimsOf(await printed(two, 'token', '--issuer', 'south'));
    const [session] = await printedJson(two, 'sessions', 'list', '--issuer', 'south');
    expect(session).toMatchObject({ sessionId: claims['sid'], issuer: 'south' });
  });

  it('where the server cannot sign says so, and which session is registered all the same', async () => {
    const issuer = { name: 'default', algorithms: ['HS512'], keys: [{ secretEnv: 'NORTH_SECRET' }] };
    const LOGOUTD_CONFIG = configFile({ issuers: [issuer] });
    const env = { LOGOUTD_STORE: 'memory:', LOGOUTD_CONFIG, LOGOUTD_JWT_SECRET: '', NORTH_SECRET };
    const mute = await ownServer({ env });
    const { status, stdout, stderr } = await logoutd(['token'], at(mute));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/the session (\S+) is registered, but the server has no secret to sign tokens/);
    expect(await printedJson(mute, 'sessions', 'list')).toHaveLength(1);
  });
});
