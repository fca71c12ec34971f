/** What each path answers to methods that it has, has not, and that HTTP reserves. */
import { describe, expect, it } from 'vitest';
import { GSM_PATH, gsm, SESSION_PATH, SHARED_PATH } from '../support/logouts.ts';
import { openRaw, rawRequest } from '../support/raw.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer();
const OTHERS = ['PUT', 'PATCH', 'DELETE', 'HEAD', 'TRACE', 'QUERY', 'PROPFIND', 'LOCK', 'SEARCH', 'PURGE'];
const STORE_HEADER = 'x-store-id: store-1';

const requestId = expect.stringMatching(/^[A-Za-z0-9._-]+$/);
/** Whose path it is, what it allows, and what it says in its own envelope. */
const owners = [
  {
    contract: 'gsm',
    path: GSM_PATH,
    headers: [],
    allow: 'POST, OPTIONS',
    methods: ['GET', ...OTHERS],
    body: {
      success: false,
      message: 'Method not allowed',
      data: null,
      errorType: 'MethodNotAllowed',
      traceId: null,
      details: null,
    },
  },
  {
    contract: 'session',
    path: SESSION_PATH,
    headers: [],
    allow: 'POST, OPTIONS',
    methods: ['GET', ...OTHERS],
    body: { success: false, message: 'Método no permitido' },
  },
  {
    contract: 'storefront',
    path: SHARED_PATH,
    headers: [STORE_HEADER],
    allow: 'GET, POST, OPTIONS',
    methods: OTHERS,
    body: {
      requestId,
      error: 'MethodNotAllowedException',
      statusCode: 405,
      message: 'Method not allowed',
      path: SHARED_PATH,
      timestamp: expect.any(Number),
    },
  },
  {
    contract: 'platform',
    path: SHARED_PATH,
    headers: [],
    allow: 'POST, OPTIONS',
    methods: OTHERS,
    body: {
      message: 'Method not allowed',
      description: expect.any(String),
      code: 'METHOD_NOT_ALLOWED',
    },
  },
];

const credentials = (value: string): readonly string[] => [
  'Host: localhost',
  `Authorization: Bearer ${value}`,
  `x-token: ${value}`,
  `Cookie: gsm_token=${value}`,
];

describe.each(owners)('at the path of $contract', ({ path, headers, allow, methods, body }) => {
  it.each(methods)('%s is 405 in its envelope, with Allow, and ends nothing', async (method) => {
    const mine = token({ tid: 'store-1' });
    const lines = [`${method} ${path} HTTP/1.1`, ...credentials(mine), ...headers];
    const reply = await rawRequest(server(), lines, { head: method === 'HEAD' });
    expect(reply.status).toBe(405);
    expect(reply.headers['allow']).toBe(allow);
    expect(reply.headers['cache-control']).toBe('no-store');
    if (method !== 'HEAD') expect(JSON.parse(reply.body)).toStrictEqual(body);
    expect((await gsm(server(), mine)).status).toBe(200);
  });

  it('HEAD has no body: what follows on the connection is the next answer', async () => {
    const connection = await openRaw(server());
    const head = [`HEAD ${path} HTTP/1.1`, 'Host: localhost', ...headers].join('\r\n');
    connection.write(`${head}\r\n\r\n`);
    expect((await connection.reply({ head: true })).status).toBe(405);
    connection.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const next = await connection.reply();
    expect([next.status, next.body]).toStrictEqual([200, '{"status":"ok"}']);
    connection.end();
  });

  it.each(['X-HTTP-Method-Override: POST', 'X-HTTP-Method: POST', 'X-Method-Override: POST'])(
    '%s overrides nothing',
    async (override) => {
      const mine = token({ tid: 'store-1' });
      const lines = [`PUT ${path} HTTP/1.1`, ...credentials(mine), ...headers, override, 'Content-Length: 0'];
      expect((await rawRequest(server(), lines)).status).toBe(405);
      expect((await gsm(server(), mine)).status).toBe(200);
    },
  );

  it('a method in another case is no method', async () => {
    const mine = token({ tid: 'store-1' });
    const lines = [`post ${path} HTTP/1.1`, ...credentials(mine), ...headers];
    expect([400, 405]).toContain((await rawRequest(server(), lines)).status);
    expect((await gsm(server(), mine)).status).toBe(200);
  });
});

describe('OPTIONS', () => {
  it.each([
    [GSM_PATH, [], 'POST, OPTIONS'],
    [SESSION_PATH, [], 'POST, OPTIONS'],
    [SHARED_PATH, [], 'GET, POST, OPTIONS'],
    [SHARED_PATH, [STORE_HEADER], 'GET, POST, OPTIONS'],
    ['/v1/sessions', [], 'GET, POST, OPTIONS'],
    ['/v1/accounts/ada', [], 'GET, PUT, OPTIONS'],
  ])(
    'at %s %j is 204 without a body, and allows what all contracts of the path do',
    async (path, headers, allow) => {
      const reply = await rawRequest(server(), [`OPTIONS ${path} HTTP/1.1`, 'Host: localhost', ...headers]);
      expect([reply.status, reply.body]).toStrictEqual([204, '']);
      expect(reply.headers['allow']).toBe(allow);
      expect(reply.headers['cache-control']).toBe('no-store');
      expect(reply.headers['x-request-id']).toMatch(/^[A-Za-z0-9._-]+$/);
      expect(Object.keys(reply.headers)).not.toContain('content-type');
    },
  );

  it('at an unknown path is 404', async () => {
    expect((await rawRequest(server(), ['OPTIONS /auth HTTP/1.1', 'Host: localhost'])).status).toBe(404);
  });

  it.each(['*', 'localhost:80'])('at the target %s is no fault', async (target) => {
    const reply = await rawRequest(server(), [`OPTIONS ${target} HTTP/1.1`, 'Host: localhost']);
    expect([204, 400, 404]).toContain(reply.status);
  });

  it('ends nothing, whatever it carries', async () => {
    const mine = token();
    await rawRequest(server(), [`OPTIONS ${GSM_PATH} HTTP/1.1`, ...credentials(mine)]);
    expect((await gsm(server(), mine)).status).toBe(200);
  });
});

describe('CONNECT', () => {
  it('is refused, and the server goes on', async () => {
    const connection = await openRaw(server());
    connection.write('CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await connection.closed()).not.toMatch(/^HTTP\/1\.1 2/);
    expect((await gsm(server(), token())).status).toBe(200);
  });
});
