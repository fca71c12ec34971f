/** The oracle bites: each way in which an answer can stray from its document is refused, by name. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { declarations, keyOf } from '../../src/kit/documents.ts';
import { faultsOf } from '../../src/kit/oracle.ts';
import { toJsonSchema } from '../../src/kit/schemas.ts';
import type { Seen } from '../../src/kit/send.ts';
import { serverAt } from '../../src/kit/server.ts';
import { UndeclaredStatus } from '../../src/kit/target.ts';
import { asAsked, recentTime, requestId } from '../../src/kit/varying.ts';
import { access } from './drivers/access.ts';

const declared = (key: string) => {
  const found = declarations.find((one) => keyOf(one) === key);
  if (found === undefined) throw new Error(`${key} is not declared`);
  return found;
};
const unauthorized = declared('gsmLogout 401 application/json production');
const ended = declared('endSession 204');
const limited = declared('platformLogout 429 application/json');

const ID: Seen['headers'][number] = ['x-request-id', '8d472d95-140e-414d-bbd7-26f0b82bd059'];
const usual: Seen['headers'] = [['Content-Type', 'application/json'], ['Cache-Control', 'no-store'], ID];
const challenged: Seen['headers'] = [...usual, ['WWW-Authenticate', 'Bearer']];
const without = (headers: Seen['headers'], name: string) => headers.filter(([key]) => key !== name);
const withHeader = (headers: Seen['headers'], name: string, value: string): Seen['headers'] => [
  ...without(headers, name),
  [name, value],
];

const envelope = {
  success: false,
  message: 'Unauthorized',
  data: null,
  errorType: 'Unauthorized',
  traceId: null,
  details: null,
};
const answer = (body: unknown, headers = challenged, status = 401): Seen => ({
  status,
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

test('what is as declared has no fault', () => {
  expect(faultsOf(unauthorized, answer(envelope))).toEqual([]);
  const headers = [
    ...withHeader(challenged, 'Content-Type', 'application/json; charset=utf-8'),
    ['Date', 'today'],
    ['Connection', 'close'],
    ['Access-Control-Allow-Origin', 'https://example.com'],
  ] as const;
  expect(faultsOf(unauthorized, answer(envelope, headers))).toEqual([]);
  expect(
    faultsOf(ended, { status: 204, headers: without(usual, 'Content-Type'), body: Buffer.alloc(0) }),
  ).toEqual([]);
});

describe('the body', () => {
  const { details: _, ...short } = envelope;
  test.each([
    ['an extra member', { ...envelope, stack: 'at' }, 'body/stack is not declared'],
    ['a missing member', short, 'body/details is missing'],
    ['a wrong constant', { ...envelope, errorType: 'Forbidden' }, 'body/errorType must be equal to constant'],
    ['a wrong type', { ...envelope, traceId: 7 }, 'body/traceId must be string,null'],
    ['a value out of its pattern', { ...envelope, traceId: 'a b' }, 'body/traceId must match pattern'],
    [
      'another body than the example',
      { ...envelope, traceId: 'abc' },
      'body/traceId is "abc", in the example null',
    ],
    ['no JSON', 'Unauthorized', 'the body is not JSON in UTF-8'],
    ['no body', '', 'the body is empty'],
  ])('refuses %s', (_name, body, fault) => {
    expect(faultsOf(unauthorized, answer(body))).toContainEqual(expect.stringContaining(fault));
  });

  test('refuses bytes that are not UTF-8', () => {
    const seen = { ...answer(envelope), body: Buffer.from('{"success":"\xff"}', 'latin1') };
    expect(faultsOf(unauthorized, seen)).toEqual(['the body is not JSON in UTF-8']);
  });

  test('refuses a value outside an enum of several', () => {
    const fromToken = declared('storefrontLogout 200 application/json fromToken');
    const body = { message: 'Logout Success', data: { email: 'abc@gmail.com' }, source: 'cache' };
    expect(faultsOf(fromToken, answer(body, usual, 200))).toContain(
      'body/source must be equal to one of the allowed values (["","db"]), not "cache"',
    );
  });

  test('refuses an extra member in the depth', () => {
    const body = { message: 'Logout Success', data: { email: 'abc@gmail.com', token: 'eyJ' }, source: '' };
    const fromToken = declared('storefrontLogout 200 application/json fromToken');
    expect(faultsOf(fromToken, answer(body, usual, 200))).toContain('body/data/token is not declared');
  });

  test("refuses Prism's own error document", () => {
    const body = {
      type: 'https://stoplight.io/prism/errors#NOT_FOUND',
      title: 'x',
      status: 404,
      detail: 'x',
    };
    expect(faultsOf(unauthorized, answer(body))).toContain("the body is Prism's own error document");
    const notFound = declared('readSession 404 application/problem+json');
    const headers = withHeader(usual, 'Content-Type', 'application/problem+json');
    expect(faultsOf(notFound, answer(body, headers, 404))).toEqual([
      "the body is Prism's own error document",
    ]);
  });

  test('refuses one where there is to be none', () => {
    const headers = [...usual, ['Content-Length', '2']] as const;
    expect(faultsOf(ended, answer('{}', headers, 204))).toEqual([
      'media type application/json, not none',
      'a body of 2 bytes, where there is none',
      'header content-length, where there is no body',
    ]);
  });

  test('refuses a length that is not its own', () => {
    const headers = [...challenged, ['Content-Length', '7']] as const;
    expect(faultsOf(unauthorized, answer(envelope, headers))).toEqual([
      `content-length 7, but a body of ${JSON.stringify(envelope).length} bytes`,
    ]);
  });
});

describe('status, media type and headers', () => {
  test.each([
    ['another status', answer(envelope, challenged, 403), 'status 403, not 401'],
    [
      'another media type',
      answer(envelope, withHeader(challenged, 'Content-Type', 'application/problem+json')),
      'media type application/problem+json, not application/json',
    ],
    [
      'no media type',
      answer(envelope, without(challenged, 'Content-Type')),
      'media type none, not application/json',
    ],
    ['a missing required header', answer(envelope, usual), 'header WWW-Authenticate is missing'],
    [
      'an undeclared header',
      answer(envelope, withHeader(challenged, 'Retry-After', '1')),
      'header retry-after is not declared',
    ],
    [
      'the header of another framework',
      answer(envelope, withHeader(challenged, 'X-Powered-By', 'Express')),
      'header x-powered-by is not declared',
    ],
    [
      'a header outside its schema',
      answer(envelope, withHeader(challenged, 'Cache-Control', 'no-cache')),
      'header Cache-Control must be equal to constant ("no-store"), not "no-cache"',
    ],
    [
      'a header that comes twice',
      answer(envelope, [...challenged, ['www-authenticate', 'Basic']]),
      'header www-authenticate is repeated',
    ],
  ])('refuses %s', (_name, seen, fault) => {
    expect(faultsOf(unauthorized, seen)).toEqual([fault]);
  });

  test('refuses a number that is none', () => {
    const headers = [...usual, ['Retry-After', 'soon']] as const;
    expect(faultsOf(limited, answer(limited.example, headers, 429))).toEqual([
      'header Retry-After must be integer, not "soon"',
    ]);
  });

  test('refuses another value than the example where that is asked for', () => {
    expect(faultsOf(unauthorized, answer(envelope), { exampledHeaders: ['WWW-Authenticate'] })).toEqual([
      'header WWW-Authenticate is Bearer, in the example Bearer error="invalid_token"',
    ]);
  });
});

describe('what may vary', () => {
  const tenant = declared('tenantLogout 200 application/json');
  const varying = { '/meta/requestId': requestId, '/meta/timestamp': recentTime };
  const body = (id: string, timestamp: string) => ({
    meta: { requestId: id, timestamp },
    data: { success: true },
  });
  const now = new Date().toISOString();

  test('is accepted when it fits', () => {
    expect(faultsOf(tenant, answer(body(ID[1], now), usual, 200), { varying })).toEqual([]);
  });
  test("is refused when it does not fit, the example's own value included", () => {
    expect(faultsOf(tenant, answer(tenant.example, usual, 200), { varying })).toEqual([
      'body/meta/requestId is not a UUID that the header x-request-id repeats: "req-12345"',
      'body/meta/timestamp is not a time of the last minute, RFC 3339 in UTC with milliseconds: "2025-01-15T10:30:00.000Z"',
    ]);
  });
  test('is refused when it is not what the request gave', () => {
    const match = { '/meta/requestId': asAsked('id'), '/meta/timestamp': recentTime };
    const seen = answer(body('b', now), usual, 200);
    expect(faultsOf(tenant, seen, { varying: match, asked: { path: { id: 'a' } } })).toEqual([
      'body/meta/requestId is not the id that the request gave: "b"',
    ]);
  });
});

describe('schemas of OpenAPI 3.0', () => {
  test('become JSON Schema: nullable, enums of one, closed objects', () => {
    const schema = {
      type: 'object',
      properties: {
        nothing: { type: 'string', nullable: true, enum: [null], example: null },
        maybe: { type: 'integer', nullable: true },
        many: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
      },
    };
    expect(toJsonSchema(schema)).toEqual({
      type: 'object',
      additionalProperties: false,
      properties: {
        nothing: { type: ['string', 'null'], const: null },
        maybe: { type: ['integer', 'null'] },
        many: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
      },
    });
  });
  test('are refused where the conversion would not know what to do', () => {
    expect(() => toJsonSchema({ oneOf: [] })).toThrow('oneOf is not converted');
  });
});

test('a status that its operation does not declare is refused wherever it shows', async () => {
  const server = createServer((_, res) => res.writeHead(418).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const target = serverAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, access);
  const refused = expect(target.call('gsmLogout')).rejects;
  await refused.toThrow(new UndeclaredStatus('gsmLogout answered 418, which its document does not declare'));
  server.close();
});
