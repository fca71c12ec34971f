/** Line breaks, in whatever an answer or the log repeats of a request. */
import { describe, expect, it } from 'vitest';
import { rawRequest } from '../../support/raw.ts';
import { until } from '../../support/until.ts';
import { catalogued } from '../catalogued.ts';
import { judged } from '../judged.ts';
import { attackedServer } from '../tokens/served.ts';
import { attacked, credentialOf, doors, headOf, newSession } from './doors.ts';
import { allThatComesBack, isActive, isRefused, knock, stillLogsOut } from './knocking.ts';

const server = attacked();
const ALLOWED = 'https://app.example';
const allowing = attackedServer(() => ({ env: { LOGOUTD_ALLOWED_ORIGINS: ALLOWED } }));

const INJECTED = 'Set-Cookie: injected=1';
const encodings = [
  '%0d%0a',
  '%0D%0A',
  '%0a',
  '%0d',
  '%250d%250a',
  '%E5%98%8D%E5%98%8A',
  '\\r\\n',
  '\\u000d\\u000a',
  '&#13;&#10;',
  '\xc2\x85',
  '\xe5\x98\x8d\xe5\x98\x8a',
  '\xe2\x80\xa8',
] as const;
/** Everything that is repeated, in one contract or another. */
const reflected = [
  'x-request-id',
  'traceparent',
  'x-store-id',
  'Origin',
  'Cookie',
  'User-Agent',
  'Host',
  'Access-Control-Request-Method',
  'Access-Control-Request-Headers',
  'Content-Type',
  'Expect',
] as const;

const INVALID_IDS = [
  '',
  '0'.repeat(129),
  'with space',
  'a,b',
  'a/b',
  '<script>',
  'caf\xe9',
  'a\tb',
  '{"json":1}',
  '%1b[31m',
] as const;

/** No field of the answer is the client's own, and nothing in it breaks a line. */
function isWhole(seen: {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}): void {
  const fields = seen.headers.map((field) => field.join(': ')).join('\n');
  expect(`${fields}\n${seen.body}`).not.toContain('injected');
}

describe(catalogued(59), () => {
  describe.each(doors)('$name', (here) => {
    it.each(reflected.filter((name) => name !== 'Host'))(
      '%s breaks no line, however that is written',
      async (name) => {
        const session = await newSession(server());
        for (const [at, lineBreak] of encodings.entries()) {
          // The last of them comes with a good credential.
          const credentials = at < encodings.length - 1 ? [] : [credentialOf(here, session)];
          const more = [`${name}: a${lineBreak}${INJECTED}`];
          const reply = await knock(server(), here, session, { credentials, more, secrets: ['injected'] });
          isWhole(reply.seen);
          expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
        }
      },
    );

    it.each(reflected)('%s with a real line break is two headers, or no request', async (name) => {
      const session = await newSession(server());
      for (const lineBreak of ['\n', '\r', '\0', '\r\n ', '\n ', '\r\n\t']) {
        const more = [`${name}: a${lineBreak}${INJECTED}`];
        await isRefused(server(), headOf(here, session, { more }), 400);
      }
      await isActive(server(), session);
    });

    it.each(encodings.filter((one) => one.startsWith('%') || one.startsWith('&')))(
      'the path and the query repeat no %s',
      async (lineBreak) => {
        const session = await newSession(server());
        const path = here.target(session);
        const secrets = ['injected'];
        for (const target of [`${path}${lineBreak}${INJECTED}`, `/x${lineBreak}${INJECTED}`]) {
          const spelled = target.replaceAll(' ', '%20');
          const status = here.name === 'control' ? undefined : 404;
          const changes = { target: spelled, secrets, ...(status === undefined ? {} : { status }) };
          isWhole((await knock(server(), here, session, changes)).seen);
        }
        await isActive(server(), session);
        const target = `${path}?a=${lineBreak}${INJECTED.replaceAll(' ', '%20')}`;
        isWhole((await knock(server(), here, session, { target, status: here.status, secrets })).seen);
      },
    );

    it('the target with a real line break is no request', async () => {
      const session = await newSession(server());
      for (const lineBreak of ['\r\n', '\n', '\r']) {
        const target = `${here.target(session)}?a${lineBreak}${INJECTED}`;
        const answer = await allThatComesBack(server(), headOf(here, session, { target }));
        expect(answer).toMatch(/^HTTP\/1\.1 400 /);
        expect(answer).not.toContain('injected');
      }
      await isActive(server(), session);
    });

    it('an id that is valid comes back as it is, and no other does', async () => {
      const session = await newSession(server());
      const idFor = async (...ids: readonly string[]): Promise<string | undefined> => {
        const more = ids.map((id) => `x-request-id: ${id}`);
        return (await knock(server(), here, session, { credentials: [], more })).headers['x-request-id'];
      };
      for (const id of ['a', '0'.repeat(128), 'A-Z.a_z-09']) expect(await idFor(id)).toBe(id);
      for (const id of INVALID_IDS) expect(await idFor(id)).toMatch(/^[0-9a-f-]{36}$/);
      expect(await idFor('one', 'one')).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  it('storefront says its own path, whatever the query is', async () => {
    const storefront = doors.find(({ name }) => name === 'storefront');
    if (storefront === undefined) return;
    const session = await newSession(server());
    const target = `${storefront.target(session)}?%0d%0ainjected`;
    const reply = await knock(server(), storefront, session, { target, credentials: [], status: 401 });
    expect(JSON.parse(reply.body)).toMatchObject({ path: '/auth/logout' });
  });

  it.each(encodings)('an origin with %j is none of the allow list', async (lineBreak) => {
    for (const method of ['OPTIONS', 'POST', 'GET']) {
      const target = '/auth/logout';
      const lines = [
        `${method} ${target} HTTP/1.1`,
        'Host: localhost',
        `Origin: ${ALLOWED}${lineBreak}${INJECTED}`,
      ];
      const reply = judged({ method, target }, await rawRequest(allowing(), lines));
      isWhole(reply.seen);
      expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('leaves a log of whole lines, in which nobody else has written', async () => {
    const forged = '{"level":60,"msg":"forged"}';
    for (const here of doors) {
      const session = await newSession(server());
      for (const lineBreak of encodings) {
        const more = reflected
          .filter((name) => name !== 'Host' && name !== 'x-store-id')
          .map((name) => `${name}: ${lineBreak}${forged}`);
        await knock(server(), here, session, { credentials: [], more });
      }
    }
    const last = { more: ['x-request-id: the-last-one'] };
    const [here] = doors;
    if (here === undefined) return;
    await stillLogsOut(server(), here, last);
    await until('the log has it', () => server().output().includes('the-last-one'));
    const lines = server().output().trim().split('\n');
    expect(lines.filter((line) => !/^\{.*\}$/.test(line))).toEqual([]);
    expect(server().output()).not.toContain('forged');
    expect(server().output()).not.toContain('injected');
  });
});
