/** JSON that is none, that is none of ours, and that somebody may stumble over. */
import { describe, expect, it } from 'vitest';
import { control, stateOf } from '../../support/logouts.ts';
import { catalogued } from '../catalogued.ts';
import { attacked, newSession, unreadDoors } from './doors.ts';
import { isActive, isRefused, stillLogsOut } from './knocking.ts';
import { platform, readers, refuses, registration, takes } from './readers.ts';

const server = attacked();
type Good = Readonly<Record<string, unknown>>;
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
/** The good body with one more member, written as given. */
const withMember = (text: string) => (good: Good) => JSON.stringify(good).replace(/\}$/, `,${text}}`);

describe(catalogued(51), () => {
  const malformed: readonly (readonly [what: string, bytes: (good: Good) => string])[] = [
    ['that stops', (good) => JSON.stringify(good).slice(0, -1)],
    ['that goes on', (good) => `${JSON.stringify(good)}}`],
    ['twice', (good) => JSON.stringify(good).repeat(2)],
    ['in single quotes', (good) => JSON.stringify(good).replaceAll('"', "'")],
    ['with a comma too many', (good) => JSON.stringify(good).replace(/\}$/, ',}')],
    ['with a comment', (good) => `/* */${JSON.stringify(good)}`],
    ['with a control character', (good) => JSON.stringify(good).replace('{', '{\u0001')],
    ['behind a NUL', (good) => `\0${JSON.stringify(good)}`],
    ['before a NUL', (good) => `${JSON.stringify(good)}\0`],
    ['behind a prefix', (good) => `)]}',\n${JSON.stringify(good)}`],
    ['with half a surrogate pair', withMember('"reason":"\\ud800"')],
    ['with a name that is half a pair', withMember('"\\udc00":1')],
    ['of white space', () => ' \n\t '],
    ['that is null', () => 'null'],
    ['that is true', () => 'true'],
    ['that is a number', () => '0'],
    ['that is a string', () => '"all"'],
    ['that is a list', (good) => JSON.stringify([good])],
    ['that is no JSON value', () => 'undefined'],
    ['that is NaN', () => 'NaN'],
    [
      'that is XML',
      () => '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    ],
    ['that is YAML', () => 'scope: all'],
    [
      'with a member of null',
      (good) => JSON.stringify(Object.fromEntries(Object.keys(good).map((name) => [name, null]))),
    ],
    [
      'with a member in another case',
      (good) => JSON.stringify(good).replace(/"(\w)/, (_, first) => `"${first.toUpperCase()}`),
    ],
    ['with a member twice', (good) => JSON.stringify(good).replace(/^\{("\w+":)/, '{$10,$1')],
    [
      'with a member twice, once in escapes',
      (good) =>
        JSON.stringify(good).replace(
          /^\{"(\w)(\w*)":/,
          (all, first, rest) => `{"\\u00${first.charCodeAt(0).toString(16)}${rest}":0,${all.slice(1)}`,
        ),
    ],
  ];
  it.each(
    readers.flatMap((reader) =>
      malformed.map(([what, bytes]) => [reader.name, what, reader, bytes] as const),
    ),
  )('%s refuses JSON %s', async (_, _what, reader, bytes) => {
    await refuses(server(), reader, { bytes });
  });

  it.each(readers.filter((reader) => reader !== platform))('$name refuses no body at all', async (reader) => {
    await refuses(server(), reader, { bytes: () => '' });
    await refuses(server(), reader, { bytes: () => '0\r\n\r\n', framing: 'Transfer-Encoding: chunked' });
  });

  it('platform takes an empty body for none', async () => {
    await takes(server(), platform, { bytes: () => '' });
    await takes(server(), platform, { bytes: () => '0\r\n\r\n', framing: 'Transfer-Encoding: chunked' });
  });

  it('a name that stands in two objects stands in each once', async () => {
    const bytes = (good: Good) =>
      JSON.stringify({ ...good, device: { name: '{"name":{"name"', ip: 'name' } });
    await takes(server(), registration, { bytes });
  });

  it.each(unreadDoors)('$name does not look', async (here) => {
    for (const body of ['null', '{"scope":', '"all"']) {
      const more = ['Content-Type: application/json', `Content-Length: ${body.length}`];
      await stillLogsOut(server(), here, { more, body });
    }
  });
});

describe(catalogued(52), () => {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
    'valueOf',
  ];
  describe.each(readers)('$name', (reader) => {
    it.each(names)('knows no member %s', async (name) => {
      for (const value of ['{"scope":"all"}', '{"prototype":{"scope":"all"}}', 'null', '"x"', '[]']) {
        await refuses(server(), reader, { bytes: withMember(`${JSON.stringify(name)}:${value}`) });
      }
      await refuses(server(), reader, { bytes: () => `{${JSON.stringify(name)}:{"scope":"all"}}` });
    });
  });

  it('what they brought along is in nobody’s request afterwards', async () => {
    for (const name of names) {
      const member = `${JSON.stringify(name)}:{"scope":"all","status":"inactive","polluted":true}`;
      for (const reader of readers) await refuses(server(), reader, { bytes: withMember(member) });
    }
    const subject = 'polluted';
    const [mine, other] = [await newSession(server(), subject), await newSession(server(), subject)];
    const bytes = (): string => '{}';
    await takes(
      server(),
      {
        name: 'plain',
        prepare: async () => ({
          method: 'POST',
          target: '/auth/logout',
          credential: mine.token,
          good: {},
          status: 200,
          untouched: () => isActive(server(), mine),
        }),
      },
      { bytes },
    );
    expect(await stateOf(server(), other.sessionId)).toBe('active');
    const account = (await control(server(), 'PUT', `/v1/accounts/${subject}`, {})).json();
    expect(account).toMatchObject({ status: 'active', restrictedCapabilities: [] });
  });

  it.each(names)('is the name of a user, a session and a tenant like any other: %s', async (name) => {
    for (const path of ['sessions', 'accounts', 'tenants']) {
      expect((await control(server(), 'GET', `/v1/${path}/${name}`)).status).toBe(404);
    }
    const mine = await newSession(server(), name);
    expect((await control(server(), 'PUT', `/v1/accounts/${name}`, {})).status).toBe(201);
    expect((await control(server(), 'GET', `/v1/accounts/${name}?__proto__[x]=y&constructor=z`)).status).toBe(
      200,
    );
    await isActive(server(), mine);
  });
});

describe(catalogued(53), () => {
  describe.each(readers)('$name', (reader) => {
    // The last two are as deep as lists and objects get within the limit of bytes.
    it.each([200_000, 10_000, 7_900, 2_700])(
      'refuses %i levels, closed and open, in lists and objects',
      async (levels) => {
        for (const text of [
          nested(levels),
          '['.repeat(levels),
          `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`,
        ]) {
          await refuses(server(), reader, { bytes: () => text });
          await refuses(server(), reader, { bytes: withMember(`"reason":${text}`) });
        }
      },
    );
  });

  it.each(unreadDoors)('$name does not look at 200,000', async (here) => {
    const body = nested(30_000);
    const more = ['Content-Type: application/json', `Content-Length: ${body.length}`];
    await stillLogsOut(server(), here, { more, body });
  });

  it('nor does the query make levels', async () => {
    const [here] = unreadDoors;
    if (here === undefined) return;
    const session = await newSession(server());
    const deep = `a${'[b]'.repeat(4000)}=c`;
    await stillLogsOut(server(), here, { target: `${here.target(session)}?${deep}` });
    expect((await control(server(), 'GET', `/v1/sessions?${deep}`)).status).toBe(200);
  });
});

describe(catalogued(54), () => {
  const numbers = [
    '1e400',
    '-1e400',
    '9007199254740993',
    '1e-400',
    '-0',
    '0.1',
    `1${'0'.repeat(400)}`,
    `0.${'9'.repeat(400)}`,
  ];
  describe.each(readers)('$name', (reader) => {
    it.each(numbers)('takes %s for none of its members', async (number) => {
      const bytes = (good: Good) => JSON.stringify(good).replace(/:(?:"[^"]*"|true)/, `:${number}`);
      await refuses(server(), reader, { bytes });
      await refuses(server(), reader, { bytes: () => number });
    });
  });

  it.each(['1e400', '-1e400', '9007199254740993', '-0', '0.1', '0', '-1', '31536001', '"60"', 'true'])(
    'a timeout of %s seconds is refused',
    async (number) => {
      const tenant = readers.find(({ name }) => name === 'replaceTenant') ?? platform;
      await refuses(server(), tenant, { bytes: withMember(`"idleTimeoutSeconds":${number}`) });
    },
  );

  it.each([
    '1e400',
    '9007199254740993',
    '-1',
    '0',
    '1.5',
    'NaN',
    'Infinity',
    '0x10',
    '201',
    '1e2x',
    '',
    '%00',
  ])('a limit of %j is refused, in the query of the control API', async (limit) => {
    expect((await control(server(), 'GET', `/v1/sessions?limit=${limit}`)).status).toBe(400);
  });

  it.each([
    '9007199254740993',
    '18446744073709551615',
    '18446744073709551617',
    '1e3',
    '99999999999999999999999',
  ])('a length of %s wins nothing: what reads no body does not wait for it', async (length) => {
    for (const here of unreadDoors) {
      const session = await newSession(server());
      if (/^\d{1,20}$/.test(length) && BigInt(length) < 2n ** 64n) {
        await stillLogsOut(server(), here, { more: [`Content-Length: ${length}`] });
        continue;
      }
      const lines = [`${here.method} ${here.target(session)} HTTP/1.1`, 'Host: localhost', ...here.more];
      await isRefused(server(), `${[...lines, `Content-Length: ${length}`].join('\r\n')}\r\n\r\n`, 400);
    }
  });

  it.each(['9999-12-31T23:59:59.999Z', '+275760-09-13T00:00:00.001Z', '10000-01-01T00:00:00Z', '1e400'])(
    'a session does not expire at %s',
    async (expiresAt) => {
      const reply = await control(server(), 'POST', '/v1/sessions', { subject: 'far', expiresAt });
      expect([400, 422]).toContain(reply.status);
    },
  );
});
