/** Paths match exactly, character for character; and which methods each has. */
import { describe, expect, it } from 'vitest';
import { GSM_PATH, gsm, SESSION_PATH, SHARED_PATH } from '../support/logouts.ts';
import { rawRequest } from '../support/raw.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer();
const lives = async (value: string): Promise<boolean> => (await gsm(server(), value)).status === 200;

/** A valid credential for every contract at once. */
const credentials = (value: string): readonly string[] => [
  'Host: localhost',
  `Authorization: Bearer ${value}`,
  `x-token: ${value}`,
  `Cookie: gsm_token=${value}`,
];

const ask = (line: string, value: string, ...more: readonly string[]) =>
  rawRequest(server(), [`${line} HTTP/1.1`, ...credentials(value), ...more]);

/** Spellings that one router or another takes for the same path. */
function lookAlikes(path: string): readonly string[] {
  const last = path.lastIndexOf('/');
  return [
    path.toUpperCase(),
    path.replace('/auth', '/Auth'),
    `${path}/`,
    `${path}//`,
    `/${path}`,
    path.replace('/logout', '//logout'),
    `/.${path}`,
    `${path}/.`,
    `${path}/..`,
    `/x/..${path}`,
    path.replace('/logout', '/x/../logout'),
    path.replace('/logout', '/./logout'),
    path.replace('/logout', '/%2e/logout'),
    path.replace('/logout', '/x/%2e%2e/logout'),
    path.replace('logout', '%6cogout'),
    path.replace('logout', '%6Cogout'),
    `${path.slice(0, last)}%2f${path.slice(last + 1)}`,
    `${path.slice(0, last)}%2F${path.slice(last + 1)}`,
    `${path};`,
    `${path};v=1`,
    path.replace('/auth', '/auth;v=1'),
    `${path}%00`,
    `${path}%20`,
    `${path}.json`,
    `${path}%3F`,
    `${path}\\`,
    path.replaceAll('/', '\\').replace('\\', '/'),
    `/api/v1${path}`,
    path.slice(0, -1),
  ];
}

describe.each([
  ['POST', GSM_PATH],
  ['POST', SESSION_PATH],
  ['POST', SHARED_PATH],
  ['GET', SHARED_PATH],
])('%s %s', (method, path) => {
  it.each(lookAlikes(path))('is another path than %s, which is 404 as a problem document', async (other) => {
    const mine = token({ tid: 'store-1' });
    for (const more of path === SHARED_PATH ? [[], ['x-store-id: store-1']] : [[]]) {
      const reply = await ask(`${method} ${other}`, mine, ...more);
      expect(reply.status).toBe(404);
      expect(reply.headers['content-type']).toBe('application/problem+json');
      expect(JSON.parse(reply.body)).toMatchObject({ status: 404, title: 'Not Found' });
      expect(reply.headers['cache-control']).toBe('no-store');
    }
    expect(await lives(mine)).toBe(true);
  });

  it.each([
    '?',
    '?a=b',
    '?x-store-id=store-1',
    '?token=none&token=twice',
    '?%',
    '?a[b]=c',
    '?next=/x/../y',
    '??',
  ])('ignores the query %s', async (query) => {
    const reply = await ask(`${method} ${path}${query}`, token({ tid: 'store-1' }));
    expect(reply.status).toBe(200);
  });

  it('takes no token from the query', async () => {
    const mine = token({ tid: 'store-1' });
    const query = `?access_token=${mine}&x-token=${mine}&token=${mine}`;
    const reply = await rawRequest(server(), [`${method} ${path}${query} HTTP/1.1`, 'Host: localhost']);
    expect(reply.status).toBe(401);
    expect(await lives(mine)).toBe(true);
  });

  it.each(['http://localhost', 'HTTP://other.example:8080', 'https://localhost'])(
    'is reached in absolute form as %s (RFC 9112, section 3.2.2)',
    async (authority) => {
      expect((await ask(`${method} ${authority}${path}`, token({ tid: 'store-1' }))).status).toBe(200);
      expect((await ask(`${method} ${authority}${path}/?a=b`, token({ tid: 'store-1' }))).status).toBe(404);
    },
  );
});

describe('an absolute-form target', () => {
  it('has its authority in place of Host, for telling whose site a request is from', async () => {
    const cookie = (mine: string) => [`Cookie: gsm_token=${mine}`, 'Host: evil.example'];
    const line = `POST http://shop.example${GSM_PATH} HTTP/1.1`;
    const forged = await rawRequest(server(), [line, ...cookie(token()), 'Origin: https://evil.example']);
    expect(forged.status).toBe(401);
    const own = await rawRequest(server(), [line, ...cookie(token()), 'Origin: https://shop.example']);
    expect(own.status).toBe(200);
  });
});
