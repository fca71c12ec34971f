/** The last row of outcome by contract: a method that a path does not have, in the envelope of the path's owner. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tenant } from '../../src/contracts/tenant.ts';
import { headerFaults } from '../../src/kit/headers.ts';
import { layerStatusHeaders } from '../../src/kit/layer.ts';
import { type Seen, send } from '../../src/kit/send.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { about, presented } from './drivers/presented.ts';

const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);

const owners = [
  {
    owner: 'gsm',
    target: '/api/security/v1/auth/logout',
    headers: {},
    methods: ['GET', 'PUT', 'DELETE', 'HEAD'],
    allow: 'POST, OPTIONS',
    mediaType: 'application/json',
    envelope: {
      success: false,
      message: 'Method not allowed',
      data: null,
      errorType: 'MethodNotAllowed',
      traceId: null,
      details: null,
    },
  },
  {
    owner: 'session',
    target: '/api/auth/logout',
    headers: {},
    methods: ['GET', 'PUT', 'DELETE', 'HEAD'],
    allow: 'POST, OPTIONS',
    mediaType: 'application/json',
    envelope: { success: false, message: 'Método no permitido' },
  },
  {
    owner: 'storefront',
    target: '/auth/logout',
    headers: { 'x-store-id': 'store-1' },
    methods: ['PUT', 'PATCH', 'DELETE', 'HEAD'],
    allow: 'GET, POST, OPTIONS',
    mediaType: 'application/json',
    envelope: {
      requestId: UUID,
      error: 'MethodNotAllowedException',
      statusCode: 405,
      message: 'Method not allowed',
      path: '/auth/logout',
      timestamp: expect.any(Number),
    },
  },
  {
    owner: 'platform',
    target: '/auth/logout',
    headers: {},
    methods: ['PUT', 'PATCH', 'DELETE', 'HEAD'],
    allow: 'POST, OPTIONS',
    mediaType: 'application/json',
    envelope: {
      message: 'Method not allowed',
      description: expect.stringMatching(/./),
      code: 'METHOD_NOT_ALLOWED',
    },
  },
  {
    owner: 'control',
    target: '/v1/sessions',
    headers: {},
    methods: ['PUT', 'PATCH', 'DELETE', 'HEAD'],
    allow: 'GET, POST, OPTIONS',
    mediaType: 'application/problem+json',
    envelope: {
      type: 'about:blank',
      title: 'Method Not Allowed',
      status: 405,
      detail: expect.stringMatching(/./),
      requestId: UUID,
    },
  },
] as const;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(owners)('$owner', ({ target, headers, methods, allow, mediaType, envelope }) => {
  test.each(methods.filter((method) => method !== 'HEAD'))('%s is 405 in its envelope', async (method) => {
    const seen = await send(server.url, { method, target, headers });
    expect(seen.status).toBe(405);
    expect(headerFaults(layerStatusHeaders(405), seen)).toEqual([]);
    expect(header(seen, 'Allow')).toBe(allow);
    expect(header(seen, 'Content-Type')).toBe(mediaType);
    expect(JSON.parse(seen.body.toString())).toEqual(envelope);
  });

  test('HEAD is 405 without a byte of body', async () => {
    const { head, rest } = await exchange(`HEAD ${target} HTTP/1.1`, headers);
    expect(head[0]).toBe('HTTP/1.1 405 Method Not Allowed');
    expect(head).toContain(`Allow: ${allow}`);
    expect(rest).toBe('');
  });
});

describe('tenant', () => {
  // GET is its only method, and without `x-store-id` every other one belongs to platform: no request can meet this.
  test('would say it in its envelope', async () => {
    const seen = await presented(tenant('mark').methodNotAllowed(about));
    expect(seen.status).toBe(405);
    expect(header(seen, 'Content-Type')).toBe('application/json');
    expect(JSON.parse(seen.body.toString())).toEqual({
      meta: { requestId: about.requestId, timestamp: new Date(about.atMs).toISOString() },
      error: { message: 'Method not allowed', code: 'METHOD_NOT_ALLOWED', status: 405 },
    });
  });

  test.each(['HEAD', 'PUT'])('%s on its path is of platform, whose methods Allow names', async (method) => {
    const seen = await send(server.url, {
      method,
      target: '/auth/logout',
      headers: { 'x-token': 'a-token' },
    });
    expect(seen.status).toBe(405);
    expect(header(seen, 'Allow')).toBe('POST, OPTIONS');
  });
});

const header = ({ headers }: Seen, name: string) => headers.find(([key]) => key === name)?.[1];

/** By a bare socket, since an HTTP client does not show what follows the head of an answer to HEAD. */
function exchange(
  line: string,
  headers: object,
): Promise<{ readonly head: readonly string[]; readonly rest: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', ...rest] = answer.split('\r\n\r\n');
      resolve({ head: head.split('\r\n'), rest: rest.join('\r\n\r\n') });
    });
    const fields = Object.entries({ Host: 'localhost', Connection: 'close', ...headers });
    socket.write(`${[line, ...fields.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`);
  });
}
