/** `logoutd doctor` and what answers elsewhere: the server, its clock and its key, and the keys of issuers. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configFile } from '../support/config-file.ts';
import { ownServer } from '../support/shared-server.ts';
import { jwk, jwksServer } from '../unit/tokens/jwks-server.ts';
import { examined, nowhere, production } from './examined.ts';
import { at } from './logoutd.ts';

describe('doctor', () => {
  it('finds that a server is down that it was told of', async () => {
    const url = `http://127.0.0.1:${await nowhere()}`;
    const down = [expect.stringMatching(/^server: no server at /)];
    const env = await production();
    const named = await examined({ env: { ...env, LOGOUTD_URL: url } });
    expect([named.status, named.wrong]).toEqual([1, down]);
    const given = await examined({ env }, '--url', url);
    expect([given.status, given.wrong]).toEqual([1, down]);
    const unnamed = await examined({ env: { ...env, LOGOUTD_URL: '' } });
    expect([unnamed.status, unnamed.warn]).toEqual([0, down]);
  });

  it('finds a clock that is apart from the server’s', async () => {
    const answers: Record<string, unknown> = { '/healthz': { status: 'ok' }, '/readyz': { status: 'ready' } };
    const server = createServer((req, res) => {
      const path = req.url?.split('?')[0] ?? '';
      res.writeHead(200, {
        'content-type': 'application/json',
        'x-request-id': 'r',
        date: new Date(Date.now() + 600_500).toUTCString(),
      });
      res.end(JSON.stringify(answers[path] ?? { sessions: [], nextCursor: null }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { status, wrong } = await examined({ env: { ...(await production()), ...at({ url }).env } });
    expect(status).toBe(1);
    expect(wrong).toEqual([expect.stringMatching(/^clock: the server’s differs from this one by (10|9)m\./)]);
  });

  it('finds that the key is not the server’s, and that it is another server', async () => {
    const server = await ownServer({ env: { LOGOUTD_STORE: 'memory:' } });
    const wrongKey = await examined({
      env: { ...(await production()), ...at(server, 'not-the-key-of-it').env },
    });
    expect(wrongKey.wrong).toEqual([expect.stringContaining(`server: ${server.url} does not know the key`)]);
    const other = createServer((_req, res) => void res.end('hello'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const { wrong } = await examined({ env: { ...(await production()), ...at({ url }).env } });
    expect(wrong).toEqual([expect.stringContaining(`what answers at ${url} is not logoutd`)]);
  });

  it('finds keys that cannot be fetched, or are of no use', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keys = await jwksServer({ keys: [jwk(publicKey, 'k')] });
    onTestFinished(() => keys.stop());
    const withKeys = async (url: string, algorithms: readonly string[]) => {
      const issuer = {
        name: 'login',
        iss: 'https://login.example.com',
        algorithms,
        keys: [{ jwksUrl: url }],
      };
      const LOGOUTD_CONFIG = configFile({ issuers: [issuer] });
      const { LOGOUTD_JWT_SECRET: _, ...env } = await production();
      return examined({ env: { ...env, LOGOUTD_CONFIG } });
    };
    const url = keys.url.href;
    const good = await withKeys(url, ['ES256']);
    expect(good.wrong).toEqual([]);
    expect(good.ok).toContain(`keys: the keys of issuer login at ${url}: 1 key`);
    const secretly = await withKeys(`${url}?key=hunter2`, ['ES256']);
    expect(secretly.ok).toContain(`keys: the keys of issuer login at ${url}: 1 key`);
    expect((await withKeys(url, ['RS256'])).wrong).toEqual([
      `keys: the keys of issuer login at ${url} are none that can be used with RS256. Look at its algorithms.`,
    ]);
    expect((await withKeys('http://127.0.0.1:9/jwks.json', ['ES256'])).wrong).toEqual([
      expect.stringContaining('cannot be fetched (bad port)'),
    ]);
    const gone = `http://127.0.0.1:${await nowhere()}/jwks.json`;
    const { status, wrong } = await withKeys(gone, ['ES256']);
    expect(status).toBe(1);
    expect(wrong).toEqual([
      `keys: the keys of issuer login at ${gone} cannot be fetched (ECONNREFUSED): its tokens are refused with 500 until they can.`,
    ]);
  });
});
