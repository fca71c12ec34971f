/** Every documented client call of the five sources, as it is documented but for the address and the token. */
import axios from 'axios';
import { describe, expect, it } from 'vitest';
import { curl, needsCurl } from '../support/curl.ts';
import { gsm, stateOf } from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';

const server = sharedServer();

describe('gsm as documented', () => {
  const success = {
    success: true,
    message: 'Logged out successfully.',
    data: null,
    errorType: null,
    traceId: null,
    details: null,
  };

  it('logs out by the curl line with the cookie', async (context) => {
    needsCurl(context);
    const answer = await curl(`curl --request POST \\
  --url ${server().url}/api/security/v1/auth/logout \\
  --cookie "gsm_token=${token({ sid: 'gsm-curl-cookie' })}"`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toStrictEqual(success);
    expect(answer.trace).toMatch(/^< set-cookie: gsm_token=; .*Path=\/;/im);
    expect(await stateOf(server(), 'gsm-curl-cookie')).toBe('ended');
  });

  it('logs out by the curl line with the bearer token', async (context) => {
    needsCurl(context);
    const answer = await curl(`curl --request POST \\
  --url ${server().url}/api/security/v1/auth/logout \\
  --header "Authorization: Bearer ${token({ sid: 'gsm-curl-bearer' })}"`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toStrictEqual(success);
    expect(await stateOf(server(), 'gsm-curl-bearer')).toBe('ended');
  });

  it('logs out by the fetch call of a browser', async () => {
    const window = { location: { href: '/account' } };
    const results: unknown[] = [];
    const fetch = browserFetch(`gsm_token=${token({ sid: 'gsm-fetch' })}`);

    async function logout(): Promise<void> {
      const response = await fetch('/api/security/v1/auth/logout', {
        method: 'POST',
        credentials: 'include',
      });

      const result = (await response.json()) as { success: boolean; errorType: string; message: string };
      results.push(result);

      if (!result.success) {
        throw new Error(`Logout failed [${result.errorType}]: ${result.message}`);
      }

      window.location.href = '/login';
    }

    await logout();
    expect(results).toStrictEqual([success]);
    expect(window.location.href).toBe('/login');
    expect(await stateOf(server(), 'gsm-fetch')).toBe('ended');
    await expect(logout()).rejects.toThrow('Logout failed [Unauthorized]: Unauthorized');
  });

  /** `fetch` as it is in a page of the server's own site: relative addresses, and the cookie sent along. */
  function browserFetch(cookie: string): typeof fetch {
    return (path, init) =>
      fetch(new URL(String(path), server().url), {
        ...init,
        headers: { Cookie: cookie, Origin: server().url, 'Sec-Fetch-Site': 'same-origin' },
      });
  }
});

describe('tenant as documented', () => {
  it('logs out by GET with x-token', async () => {
    const answer = await fetch(`${server().url}/auth/logout`, {
      headers: { 'x-token': token({ tid: 'tenant-1' }) },
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toStrictEqual({
      meta: {
        requestId: expect.stringMatching(/^[A-Za-z0-9._-]{1,128}$/),
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
      data: { success: true },
    });
  });
});

describe('session as documented', () => {
  const success = { success: true, message: 'Sesión cerrada exitosamente', data: null };

  it('logs out by the curl line that declares JSON and sends no body', async (context) => {
    needsCurl(context);
    const answer = await curl(`curl -X POST "${server().url}/api/auth/logout" \\
  -H "Authorization: Bearer ${token({ sid: 'session-curl' })}" \\
  -H "Content-Type: application/json"`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toStrictEqual(success);
    expect(await stateOf(server(), 'session-curl')).toBe('ended');
  });

  it('logs out by the short curl line, once its required token is in place', async (context) => {
    needsCurl(context);
    const answer = await curl(`curl --request POST \\
  --url ${server().url}/api/auth/logout --header "Authorization: Bearer ${token()}"`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toStrictEqual(success);
  });
});

describe('storefront as documented', () => {
  const success = { message: 'Logout Success', data: { email: 'abc@gmail.com' }, source: '' };
  const abc = (sid: string): string => token({ sid, sub: 'abc', email: 'abc@gmail.com' });

  it('logs out by the curl line, which sends a POST with an empty body', async (context) => {
    needsCurl(context);
    const answer = await curl(`curl --location '${server().url}/auth/logout' \\
--header 'x-store-id: store-1' \\
--header 'Content-Type: application/json' \\
--header 'Authorization: Bearer ${abc('storefront-curl')}' \\
--data ''`);
    expect(answer.trace).toMatch(/^> POST \/auth\/logout /m);
    expect(answer.trace).toMatch(/^> content-length: 0/im);
    expect(answer.status).toBe(200);
    expect(answer.json()).toStrictEqual(success);
    expect(await stateOf(server(), 'storefront-curl')).toBe('ended');
  });

  it('logs out by axios', async () => {
    const response = await axios.get(`${server().url}/auth/logout`, {
      headers: {
        'Content-Type': 'application/json',
        'x-store-id': 'store-1',
        Authorization: `Bearer ${abc('storefront-axios')}`,
      },
      proxy: false,
    });
    expect(response.status).toBe(200);
    expect(response.data).toStrictEqual(success);
    expect(await stateOf(server(), 'storefront-axios')).toBe('ended');
  });

  it('logs out by GET with the documented headers', async () => {
    const headers = {
      'Content-Type': 'application/json',
      'x-store-id': 'store-1',
      ...bearer(abc('storefront-get')),
    };
    const answer = await fetch(`${server().url}/auth/logout`, { headers });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toStrictEqual(success);
    expect(await stateOf(server(), 'storefront-get')).toBe('ended');
  });
});

describe('platform as documented', () => {
  it('logs out by POST with the bearer token', async () => {
    const mine = token();
    const answer = await fetch(`${server().url}/auth/logout`, { method: 'POST', headers: bearer(mine) });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toStrictEqual({ message: 'Logged out successfully' });
    expect((await gsm(server(), mine)).status).toBe(401);
  });
});
