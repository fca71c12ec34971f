/** The suite's own watch over secrets: it finds one wherever it would leak. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { canaryReport, forgetFound, lookThroughOutput, lookThroughStore } from '../support/canaries.ts';
import { folderForTest } from '../support/folders.ts';
import { openRaw } from '../support/raw.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';

/** A server that says back what it was told: what logoutd must never do. */
async function echo(): Promise<{ readonly port: number }> {
  const server = createServer((req, res) => res.end(`you said: ${JSON.stringify(req.headers)}`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port };
}

const PAYLOAD_AND_SIGNATURE = [expect.stringContaining('an answer'), expect.stringContaining('an answer')];

/** What was found since, which then no longer fails this file. */
async function foundBy(leak: () => unknown): Promise<readonly string[]> {
  await leak();
  return forgetFound();
}

describe('a secret is found', () => {
  it.each([
    ['Authorization', (secret: string) => bearer(secret)],
    ['x-token', (secret: string) => ({ 'x-token': secret })],
    ['Cookie', (secret: string) => ({ Cookie: `a=b; gsm_token=${secret}` })],
    ['a refresh cookie', (secret: string) => ({ Cookie: `refresh_token=${secret}` })],
  ])('in an answer that repeats %s', async (_, headers) => {
    const server = await echo();
    const leak = (): unknown => request(server, 'GET', '/', { headers: headers(token()) });
    expect(await foundBy(leak)).toEqual(PAYLOAD_AND_SIGNATURE);
  });

  it('in an answer to fetch, and to a bare socket', async () => {
    const server = await echo();
    const url = `http://127.0.0.1:${server.port}/`;
    const fetched = (): unknown => fetch(url, { headers: bearer(token()) }).then((answer) => answer.text());
    expect(await foundBy(fetched)).toEqual(PAYLOAD_AND_SIGNATURE);
    const raw = async (): Promise<void> => {
      const connection = await openRaw(server);
      connection.write(
        `GET / HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer ${token()}\r\nConnection: close\r\n\r\n`,
      );
      await connection.closed();
    };
    expect(await foundBy(raw)).toEqual(PAYLOAD_AND_SIGNATURE);
  });

  it('in what a client of node:http or fetch sent, wherever the token is from', async () => {
    const server = await ownServer();
    const unknown = (): string =>
      `eyJhbGciOiJIUzI1NiJ9.${randomBytes(30).toString('base64url')}.${randomBytes(32).toString('base64url')}`;
    for (const send of [
      (secret: string) => request(server, 'POST', '/api/auth/logout', { headers: bearer(secret) }),
      (secret: string) => fetch(`${server.url}/api/auth/logout`, { method: 'POST', headers: bearer(secret) }),
    ]) {
      const secret = unknown();
      await send(secret);
      expect(await foundBy(() => lookThroughOutput(`{"token":"${secret}"}`))).toHaveLength(2);
    }
  });

  it('in an answer that comes in pieces', async () => {
    const secret = token();
    const server = createServer((_req, res) => {
      const at = secret.length - 30;
      res.write(secret.slice(0, at), () => res.end(secret.slice(at)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const leak = (): Promise<void> =>
      new Promise((resolve) => {
        socket.on('data', () => {}).once('close', () => resolve());
        socket.write('GET / HTTP/1.0\r\n\r\n');
      });
    expect(await foundBy(leak)).not.toEqual([]);
  });

  it('in what a server prints, but not in the lines that are there to be pasted', async () => {
    const secret = token();
    expect(await foundBy(() => lookThroughOutput(`  curl -H 'x-token: ${secret}'\n`))).toEqual([]);
    expect(await foundBy(() => lookThroughOutput(`{"msg":"request","token":"${secret}"}\n`))).toHaveLength(2);
    expect(await foundBy(() => lookThroughOutput(`{"signature":"${secret.split('.')[2]}"}\n`))).toHaveLength(
      1,
    );
  });

  it('in a file of the store, be it a setting', async () => {
    await ownServer({ env: { LOGOUTD_STORE: 'memory:' } });
    const folder = folderForTest();
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'logoutd.db-wal'), `\0\0${token()}\0${ADMIN_KEY}\0`);
    expect(await foundBy(() => lookThroughStore(folder))).toHaveLength(3);
  });
});

it('a header of a token, which every token of an algorithm shares, is no secret', async () => {
  expect(await foundBy(() => lookThroughOutput(`{"header":"${token().split('.')[0]}"}`))).toEqual([]);
});

it('what a server stored, printed and measured is looked through when it ends', async () => {
  const before = canaryReport().lookedThroughBytes;
  const server = await ownServer();
  await request(server, 'POST', '/api/auth/logout', { headers: bearer(token()) });
  await server.stop();
  expect(canaryReport().lookedThroughBytes).toBeGreaterThan(before + server.output().length);
});
