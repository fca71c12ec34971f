/** The one logout that reads a body: what it takes, what it refuses, and in which order it looks. */
import { describe, expect, it } from 'vitest';
import { gsm, platform, registered, SHARED_PATH, session, stateOf } from '../support/logouts.ts';
import { rawRequest } from '../support/raw.ts';
import type { Reply } from '../support/request.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer();
const JSON_TYPE = 'application/json';
const KIBIBYTE = 1024;

/** Sends the body as it is, with this media type or none. */
const send = (body: string | Buffer, type: string | null = JSON_TYPE, mine = token()): Promise<Reply> =>
  platform(server(), mine, { body, headers: type === null ? {} : { 'Content-Type': type } });

const description = (reply: Reply): string => (reply.json() as { description: string }).description;

describe('a body that is taken', () => {
  it.each([
    ['scope current', { scope: 'current' }],
    ['scope others', { scope: 'others' }],
    ['scope all', { scope: 'all' }],
    ['a reason alone', { reason: 'Lost phone' }],
    ['a reason of one character', { scope: 'current', reason: 'x' }],
    ['a reason of 200 characters', { scope: 'current', reason: 'ü'.repeat(200) }],
    ['no member', {}],
  ])('has %s', async (name, body) => {
    expect((await platform(server(), token({ sub: name }), { body })).status).toBe(200);
  });

  it.each([
    JSON_TYPE,
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
  ])('is declared %s', async (type) => {
    expect((await send('{"scope":"current"}', type)).status).toBe(200);
  });

  it.each([JSON_TYPE, 'text/plain', 'application/xml', 'nonsense', 'application/json; charset=utf-16', null])(
    'is empty, whatever its media type: %s',
    async (type) => {
      expect((await send('', type)).status).toBe(200);
    },
  );

  it('is empty and chunked', async () => {
    const lines = [`POST ${SHARED_PATH} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${token()}`];
    const chunked = [...lines, 'Content-Type: application/json', 'Transfer-Encoding: chunked'];
    expect((await rawRequest(server(), chunked, { body: '0\r\n\r\n' })).status).toBe(200);
  });

  it('is of exactly 16 KiB', async () => {
    const body = '{"scope":"current"}'.padEnd(16 * KIBIBYTE, ' ');
    expect((await send(body)).status).toBe(200);
  });
});

describe('a body that is refused', () => {
  const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const refused: readonly (readonly [string, string | Buffer, string | null, string])[] = [
    ['not JSON', '{"scope":', JSON_TYPE, 'body'],
    ['not JSON but nearly', "{'scope':'all'}", JSON_TYPE, 'body'],
    ['white space', '   ', JSON_TYPE, 'body'],
    ['an array', '[{"scope":"all"}]', JSON_TYPE, 'body'],
    ['null', 'null', JSON_TYPE, 'body'],
    ['a string', '"all"', JSON_TYPE, 'body'],
    ['a number', '1e400', JSON_TYPE, 'body'],
    ['of an unknown member', '{"scope":"all","extra":1}', JSON_TYPE, 'extra'],
    ['of a member in another case', '{"Scope":"all"}', JSON_TYPE, 'Scope'],
    ['of the member __proto__', '{"__proto__":{"scope":"all"}}', JSON_TYPE, '__proto__'],
    ['of the member constructor', '{"constructor":{"prototype":{"scope":"all"}}}', JSON_TYPE, 'constructor'],
    ['of half a surrogate pair', '{"reason":"\\ud800"}', JSON_TYPE, 'body'],
    ['of a scope that is a number', '{"scope":1}', JSON_TYPE, 'scope'],
    ['of a scope that is null', '{"scope":null}', JSON_TYPE, 'scope'],
    ['of a scope that is a list', '{"scope":["all"]}', JSON_TYPE, 'scope'],
    ['of an unknown scope', '{"scope":"ALL"}', JSON_TYPE, 'scope'],
    ['of a sessionId that is a number', '{"sessionId":1}', JSON_TYPE, 'sessionId'],
    ['of an empty sessionId', '{"sessionId":""}', JSON_TYPE, 'sessionId'],
    ['of an over-long sessionId', `{"sessionId":"${'s'.repeat(256)}"}`, JSON_TYPE, 'sessionId'],
    ['of an empty reason', '{"reason":""}', JSON_TYPE, 'reason'],
    ['of an over-long reason', `{"reason":"${'r'.repeat(201)}"}`, JSON_TYPE, 'reason'],
    ['of a reason that is true', '{"reason":true}', JSON_TYPE, 'reason'],
    ['of a reason nested 8,000 levels deep', `{"reason":${nested(8000)}}`, JSON_TYPE, 'reason'],
    ['of 10,000 levels that nobody closes', '['.repeat(10_000), JSON_TYPE, 'body'],
    ['text', '{"scope":"all"}', 'text/plain', 'body'],
    ['of no declared type', '{"scope":"all"}', null, 'body'],
    ['a form', 'scope=all', 'application/x-www-form-urlencoded', 'body'],
    ['of a type that is none', '{"scope":"all"}', ';;;', 'body'],
    ['of a type like JSON', '{"scope":"all"}', 'application/jsonp', 'body'],
    ['in UTF-16', Buffer.from('{"scope":"all"}', 'utf16le'), 'application/json; charset=utf-16', 'body'],
    ['declared UTF-16', '{"scope":"all"}', 'application/json; charset=utf-16', 'body'],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), JSON_TYPE, 'body'],
    ['over 16 KiB', '{"scope":"all"}'.padEnd(16 * KIBIBYTE + 1, ' '), JSON_TYPE, 'body'],
  ];

  it.each(refused)('is %s: 400 names what is at fault, and nothing ends', async (_, body, type, at) => {
    const mine = token({ sub: 'refused' });
    const other = await registered(server(), { subject: 'refused' });
    const reply = await send(body, type, mine);
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ message: 'Invalid input data', code: 'INVALID_INPUT' });
    const start = `The request data did not pass validation: `;
    expect(description(reply).startsWith(start), description(reply)).toBe(true);
    expect(description(reply).slice(start.length)).toMatch(new RegExp(`(^|\\W)${at}(\\W|$)`));
    expect(await stateOf(server(), other.sessionId)).toBe('active');
    expect((await gsm(server(), mine)).status).toBe(200);
  });

  it('does not echo what was sent', async () => {
    for (const body of [
      '{"<script>canary</script>":1}',
      '{"scope":"canary"}',
      '{"canary":"canary\\u0000"}',
    ]) {
      const { text } = await send(body);
      expect(text).not.toContain('<script>');
      expect(text).not.toContain('"canary');
    }
  });

  it('is contradictory: a sessionId with any scope is 422, and names the sessionId', async () => {
    for (const scope of ['current', 'others', 'all']) {
      const mine = token({ sub: 'contradictory' });
      const reply = await platform(server(), mine, { body: { sessionId: 'any', scope } });
      expect(reply.status).toBe(422);
      expect(description(reply)).toMatch(/^The request data failed validation rules: .*sessionId/);
      expect((await gsm(server(), mine)).status).toBe(200);
    }
  });
});

describe('credentials come first', () => {
  const bodies: readonly (readonly [string, string, string])[] = [
    ['invalid', '{"scope":1}', JSON_TYPE],
    ['no JSON', 'nonsense', JSON_TYPE],
    ['text', '{}', 'text/plain'],
    ['too large', ' '.repeat(20 * KIBIBYTE), JSON_TYPE],
    ['contradictory', '{"sessionId":"any","scope":"all"}', JSON_TYPE],
  ];

  it.each(bodies)('a body that is %s is 401 with an invalid token', async (_, body, type) => {
    expect((await send(body, type, 'none')).status).toBe(401);
  });

  it.each(bodies)('a body that is %s is 401 with an ended token', async (_, body, type) => {
    const mine = token();
    await session(server(), mine);
    expect((await send(body, type, mine)).status).toBe(401);
  });

  it('a body that never comes does not delay the 401', async () => {
    const head = [`POST ${SHARED_PATH} HTTP/1.1`, 'Host: localhost', 'Authorization: Bearer none'];
    const lines = [...head, 'Content-Type: application/json', 'Content-Length: 5'];
    expect((await rawRequest(server(), lines)).status).toBe(401);
  });
});
