/** The request target: tokens in it, other spellings of it, and its absolute form. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { control, GSM_PATH, registered, SESSION_PATH, SHARED_PATH, stateOf } from '../../support/logouts.ts';
import { rawRequest } from '../../support/raw.ts';
import { ADMIN_KEY } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { catalogued } from '../catalogued.ts';
import { judged } from '../judged.ts';
import { attacked, credentialOf, type Door, doors, headOf, linesOf, newSession } from './doors.ts';
import { endsNothing, isActive, isRefused, knock, stillLogsOut } from './knocking.ts';

const server = attacked();

describe(catalogued(56), () => {
  const names = [
    'access_token',
    'token',
    'x-token',
    'authorization',
    'gsm_token',
    'key',
    'jwt',
    'bearer_token',
  ];
  describe.each(doors)('$name', (here) => {
    it.each(names)('takes no token from ?%s=, and keeps it out of the log', async (name) => {
      const session = await newSession(server());
      const credential = here.credential[2](session);
      const target = `${here.target(session)}?${name}=${credential}`;
      const id = randomUUID();
      await knock(server(), here, session, {
        target,
        credentials: [],
        more: [`x-request-id: ${id}`],
        status: 401,
      });
      await isActive(server(), session);
      await until(`the line of ${id}`, () => server().output().includes(id));
      expect(server().output()).not.toContain(credential);
    });

    it('takes none from the path, a fragment, or the user of an authority', async () => {
      const session = await newSession(server());
      const credential = here.credential[2](session);
      const path = here.target(session);
      for (const target of [`${path}/${credential}`, `/${credential}${path}`]) {
        await knock(server(), here, session, { target, credentials: [], status: 404 });
      }
      // Behind a parameter of the path these are still the parameter.
      const status = here.name === 'control' ? 401 : 404;
      for (const target of [`${path};token=${credential}`, `${path}#token=${credential}`]) {
        await knock(server(), here, session, { target, credentials: [], status });
      }
      const asUser = { target: `http://${credential}@localhost${path}`, credentials: [] };
      await isRefused(server(), headOf(here, session, asUser), 400);
      await isActive(server(), session);
      expect(server().output()).not.toContain(credential);
    });

    it('a token in the query changes nothing for a good credential, and stays out of the log', async () => {
      const session = await newSession(server());
      const other = await newSession(server());
      const target = `${here.target(session)}?access_token=${other.token}`;
      await knock(server(), here, session, { target, status: here.status, secrets: [other.token] });
      expect(await stateOf(server(), session.sessionId)).toBe('ended');
      await isActive(server(), other);
      expect(server().output()).not.toContain(other.token);
    });
  });
});

/** Spellings that one router or another takes for the same path. */
function lookAlikes(path: string): readonly string[] {
  const last = path.lastIndexOf('/');
  const [first, rest] = [path.slice(0, path.indexOf('/', 1)), path.slice(path.indexOf('/', 1))];
  return [
    path.toUpperCase(),
    `/${path[1]?.toUpperCase()}${path.slice(2)}`,
    `${path}/`,
    `${path}//`,
    `/${path}`,
    `//${path}`,
    `${first}/${rest}`,
    `${path.slice(0, last)}/${path.slice(last)}`,
    `/.${path}`,
    `/..${path}`,
    `${path}/.`,
    `${path}/..`,
    `${path}/../${path.slice(last + 1)}`,
    `/x/..${path}`,
    `${first}/.${rest}`,
    `${first}/x/..${rest}`,
    `${first}/%2e${rest}`,
    `${first}/x/%2e%2e${rest}`,
    `${first}/%252e%252e${rest}`,
    `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`,
    `${first.replace(/.$/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}${rest}`,
    `${first}%2f${rest.slice(1)}`,
    `${first}%2F${rest.slice(1)}`,
    `${first}%5c${rest.slice(1)}`,
    `${first}\\${rest.slice(1)}`,
    `/\\${path.slice(1)}`,
    `${first};v=1${rest}`,
    `/;${path}`,
    `${first}.json${rest}`,
    `/api/v1${path}`,
    `${path}/extra`,
    `/${encodeURIComponent(path)}`,
  ];
}
/** Those that are of one segment only, so that a parameter could be meant. */
const tails = (path: string): readonly string[] => [
  `${path};`,
  `${path};v=1`,
  `${path}%00`,
  `${path}%20`,
  `${path}.json`,
  `${path}%3F`,
  `${path}%23`,
  `${path}\\`,
  `${path}%0d%0a`,
  path.slice(0, -1),
];

describe(catalogued(57), () => {
  describe.each(doors)('$name', (here) => {
    it('is at no other spelling of its path, and ends nothing there', async () => {
      const session = await newSession(server());
      const path = here.target(session);
      const others = [...lookAlikes(path), ...(here.name === 'control' ? [] : tails(path))];
      for (const target of others) await knock(server(), here, session, { target, status: 404 });
      await isActive(server(), session);
    });

    it.each([
      '?',
      '?a=b',
      '?x-store-id=store-1',
      '?%',
      '?a[b]=c',
      '?next=/x/../y',
      '??',
      '?a=b?c=d&&=',
      '?%00',
      '?/',
    ])('ignores the query %s', async (query) => {
      const session = await newSession(server());
      await stillLogsOutAt(here, session, `${here.target(session)}${query}`);
    });
  });

  async function stillLogsOutAt(here: Door, session: Awaited<ReturnType<typeof newSession>>, target: string) {
    await knock(server(), here, session, { target, status: here.status });
    expect(await stateOf(server(), session.sessionId)).toBe('ended');
  }

  it.each([GSM_PATH, SESSION_PATH, SHARED_PATH, '/v1/sessions', '/healthz', '/readyz', '/metrics'])(
    'no method finds %s in another spelling',
    async (path) => {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
        for (const target of [
          `${path}/`,
          path.toUpperCase(),
          `/${path}`,
          `/.${path}`,
          `${path}%20`,
          `${path};`,
        ]) {
          const lines = [
            `${method} ${target} HTTP/1.1`,
            'Host: localhost',
            `Authorization: Bearer ${ADMIN_KEY}`,
          ];
          const reply = await rawRequest(server(), lines, { head: method === 'HEAD' });
          judged({ method, target, status: 404, secrets: [ADMIN_KEY] }, reply);
        }
      }
    },
  );

  it('a parameter is decoded once, and its encoding has to be one', async () => {
    const name = `a/b%41 ü?#;${randomUUID()}`;
    await registered(server(), { subject: 'odd', sessionId: name });
    expect(await stateOf(server(), name)).toBe('active');
    const twice = encodeURIComponent(encodeURIComponent(name));
    expect((await control(server(), 'GET', `/v1/sessions/${twice}`)).status).toBe(404);
    for (const broken of ['%', '%zz', '%ff', '%c0%af', '%e2%82', '%u0041', 'a%']) {
      const target = `/v1/sessions/${broken}`;
      const lines = [`DELETE ${target} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${ADMIN_KEY}`];
      judged({ method: 'DELETE', target, status: 400 }, await rawRequest(server(), lines));
    }
    expect(await stateOf(server(), name)).toBe('active');
  });

  it('a parameter with a NUL, a line break or a path in it is a name like any other', async () => {
    for (const odd of ['%00', 'a%0d%0aX: y', '..%2f..%2fetc', '%2e%2e', "'%20OR%201=1--", '%F0%9F%92%A9']) {
      const reply = await control(server(), 'DELETE', `/v1/sessions/${odd.replaceAll(' ', '%20')}`);
      expect(reply.status, odd).toBe(404);
    }
  });
});

describe(catalogued(58), () => {
  describe.each(doors)('$name', (here) => {
    it.each(['http://localhost', 'HTTP://other.example:8080', 'https://[::1]:1', 'http://LOCALHOST'])(
      'is reached in absolute form as %s (RFC 9112, section 3.2.2)',
      async (authority) => {
        const session = await newSession(server());
        const path = here.target(session);
        for (const target of [`${authority}${path}/`, `${authority}/${path}`, `${authority}/.${path}?a=b`]) {
          await knock(server(), here, session, { target, status: 404 });
        }
        await isActive(server(), session);
        await knock(server(), here, session, { target: `${authority}${path}?a=b`, status: here.status });
        expect(await stateOf(server(), session.sessionId)).toBe('ended');
      },
    );

    it.each([
      'ftp://localhost',
      'javascript:',
      'file://',
      'http:',
      'http://',
      'http:///x',
      'http://a b',
      'http://a@b',
      'http://a:b@c',
      'localhost',
      'http://a:b',
    ])('is refused in the form of %s', async (start) => {
      const session = await newSession(server());
      const bytes = headOf(here, session, { target: `${start}${here.target(session)}` });
      await isRefused(server(), bytes, 400);
      await isActive(server(), session);
    });

    it('has no fragment', async () => {
      const session = await newSession(server());
      const target = `http://localhost${here.target(session)}#fragment`;
      await isRefused(server(), headOf(here, session, { target }), 400);
      await isActive(server(), session);
    });

    it('needs a Host beside it all the same, and only one', async () => {
      const session = await newSession(server());
      const [line = '', , ...rest] = linesOf(here, session, {
        target: `http://localhost${here.target(session)}`,
      });
      for (const hosts of [[], ['Host: a', 'Host: b'], ['Host: a', 'Host: a'], ['Host: a b']]) {
        await isRefused(server(), `${[line, ...hosts, ...rest].join('\r\n')}\r\n\r\n`, 400);
      }
      await isActive(server(), session);
    });
  });

  it('has its authority in place of Host, for telling whose site a request is from', async () => {
    const [, , byCookie] = doors;
    if (byCookie === undefined) return;
    const target = `http://shop.example${GSM_PATH}`;
    const changes = (session: Awaited<ReturnType<typeof newSession>>, origin: string) => ({
      target,
      credentials: [credentialOf(byCookie, session)],
      more: [`Origin: ${origin}`],
    });
    const session = await newSession(server());
    for (const origin of ['https://localhost', 'https://evil.example', 'null']) {
      const reply = await knock(server(), byCookie, session, { ...changes(session, origin), status: 401 });
      expect(reply.headers['set-cookie']).toBeUndefined();
    }
    await isActive(server(), session);
    await knock(server(), byCookie, session, { ...changes(session, 'https://shop.example'), status: 200 });
  });

  it.each(['http://localhost', 'http://localhost?a=b', 'http://localhost/'])(
    '%s is the page',
    async (target) => {
      const reply = await rawRequest(server(), [`GET ${target} HTTP/1.1`, 'Host: localhost']);
      judged({ method: 'GET', target, status: 200 }, reply);
    },
  );

  it('the asterisk is a path of nobody', async () => {
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const reply = await rawRequest(server(), [`${method} * HTTP/1.1`, 'Host: localhost']);
      judged({ method, target: '*', status: 404 }, reply);
    }
    const [here] = doors;
    if (here !== undefined) await endsNothing(server(), here, { target: '*', status: 404 });
    if (here !== undefined) await stillLogsOut(server(), here, {});
  });
});
