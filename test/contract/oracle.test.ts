/** What the oracle lets pass, what may vary, and what it makes of schemas and of undeclared statuses. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../src/kit/oracle.ts';
import { toJsonSchema } from '../../src/kit/schemas.ts';
import { serverAt } from '../../src/kit/server.ts';
import { UndeclaredStatus } from '../../src/kit/target.ts';
import { asAsked, recentTime, requestId } from '../../src/kit/varying.ts';
import { access } from './drivers/access.ts';
import {
  answer,
  challenged,
  declared,
  ended,
  envelope,
  ID,
  unauthorized,
  usual,
  withHeader,
  without,
} from './oracle-answers.ts';

test('what is as declared has no fault', () => {
  expect(faultsOf(unauthorized, answer(envelope))).toEqual([]);
  const headers = [
    ...withHeader(challenged, 'Content-Type', 'application/json; charset=utf-8'),
    ['Date', 'Sat, 21 Nov 2026 22:25:43 GMT'],
    ['Connection', 'close'],
    ['Access-Control-Allow-Origin', 'https://example.com'],
  ] as const;
  expect(faultsOf(unauthorized, answer(envelope, headers))).toEqual([]);
  expect(
    faultsOf(ended, { status: 204, headers: without(usual, 'Content-Type'), body: Buffer.alloc(0) }),
  ).toEqual([]);
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
  test('takes any id that the header has, as the document does', () => {
    const headers = withHeader(usual, 'x-request-id', 'req-7');
    expect(faultsOf(tenant, answer(body('req-7', now), headers, 200), { varying })).toEqual([]);
    const odd = withHeader(usual, 'x-request-id', 'req 7');
    expect(faultsOf(tenant, answer(body('req 7', now), odd, 200), { varying })).not.toEqual([]);
  });
  test("goes by the server's clock, where its Date can be right", () => {
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
    const seenAt = (seconds: number, date: number) =>
      faultsOf(
        tenant,
        answer(body(ID[1], at(seconds).toISOString()), [...usual, ['Date', at(date).toUTCString()]], 200),
        {
          varying,
        },
      );
    expect(seenAt(100.5, 100)).toEqual([]);
    expect(seenAt(-100, -100)).toEqual([]);
    expect(seenAt(110, 100)).toHaveLength(1);
    expect(seenAt(1000, 1000)).toHaveLength(1);
    expect(faultsOf(tenant, answer(body(ID[1], at(0.5).toISOString()), usual, 200), { varying })).toEqual([]);
  });
  test("is refused when it does not fit, the example's own value included", () => {
    expect(faultsOf(tenant, answer(tenant.example, usual, 200), { varying })).toEqual([
      'body/meta/requestId is not the id that the header x-request-id has: "req-12345"',
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
