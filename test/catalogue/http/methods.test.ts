/** Methods that a path has not, that HTTP reserves, and that a header makes up. */
import { describe, expect, it } from 'vitest';
import { GSM_PATH, SESSION_PATH, SHARED_PATH } from '../../support/logouts.ts';
import { openRaw, rawRequest } from '../../support/raw.ts';
import { catalogued } from '../catalogued.ts';
import { judged } from '../judged.ts';
import { attacked, type Door, doors, headOf, newSession } from './doors.ts';
import {
  allThatComesBack,
  endsNothing,
  isActive,
  isRefused,
  knock,
  logsOut,
  stillLogsOut,
} from './knocking.ts';

const server = attacked();

/** The methods of the door's path for those who carry what the door carries. */
const methodsOf = ({ name }: Door): readonly string[] => {
  if (name === 'control') return ['DELETE', 'GET'];
  if (name.startsWith('storefront') || name === 'tenant') return ['GET', 'POST'];
  return name === 'platform' ? ['GET', 'POST'] : ['POST'];
};
const allowOf = (here: Door): string => {
  // Without x-store-id every other method on the shared path is platform's.
  if (['tenant', 'platform'].includes(here.name)) return 'POST, OPTIONS';
  return [...methodsOf(here), 'OPTIONS'].join(', ');
};
const otherThan = (here: Door, methods: readonly string[]): readonly string[] =>
  methods.filter((method) => !methodsOf(here).includes(method));

describe(catalogued(45), () => {
  const overrides = [
    'X-HTTP-Method-Override',
    'X-HTTP-Method',
    'X-Method-Override',
    '_method',
    'X-Original-Method',
  ];

  describe.each(doors)('$name', (here) => {
    it.each(overrides)('%s makes no logout of another method', async (override) => {
      const more = [`${override}: ${here.method}`, 'Content-Length: 0'];
      const reply = await endsNothing(server(), here, { method: 'PUT', more, status: 405 });
      expect(reply.headers['allow']).toBe(allowOf(here));
    });

    it.each(overrides)('%s takes nothing away from the logout either', async (override) => {
      await stillLogsOut(server(), here, { more: [`${override}: PUT`] });
    });

    it('nor does the query', async () => {
      const session = await newSession(server());
      const target = `${here.target(session)}?_method=${here.method}&method=${here.method}`;
      await knock(server(), here, session, { method: 'PATCH', target, status: 405 });
      await isActive(server(), session);
    });
  });

  it('makes no DELETE of the control API’s GET', async () => {
    const control = doors.find(({ name }) => name === 'control');
    if (control === undefined) return;
    for (const override of overrides) {
      await endsNothing(server(), control, { method: 'GET', more: [`${override}: DELETE`], status: 200 });
    }
  });
});

describe(catalogued(46), () => {
  describe.each(doors)('$name', (here) => {
    it('HEAD is 405 without a body: what follows on the connection is the next answer', async () => {
      const session = await newSession(server());
      const connection = await openRaw(server());
      connection.write(headOf(here, session, { method: 'HEAD' }));
      connection.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
      const asked = { method: 'HEAD', target: here.target(session), hasStoreId: here.more.length > 0 };
      const reply = judged({ ...asked, status: 405 }, await connection.reply({ head: true }));
      expect(reply.headers['allow']).toBe(allowOf(here));
      const next = await connection.reply();
      expect([next.status, next.body]).toEqual([200, '{"status":"ok"}']);
      connection.end();
      await isActive(server(), session);
      await logsOut(server(), here, session);
    });

    it.each(['TRACE', 'QUERY'])('%s is 405 and repeats nothing of the request', async (method) => {
      const session = await newSession(server());
      const more = ['x-canary: traced-canary', 'Max-Forwards: 0'];
      const changes = { method, more, status: 405, secrets: ['traced-canary', 'Max-Forwards'] };
      const reply = await knock(server(), here, session, changes);
      expect(reply.headers['content-type']).not.toContain('message/http');
      await isActive(server(), session);
      await logsOut(server(), here, session);
    });

    it('QUERY with a body that asks for everything is 405', async () => {
      const body = '{"scope":"all"}';
      const more = ['Content-Type: application/json', `Content-Length: ${body.length}`];
      await endsNothing(server(), here, { method: 'QUERY', more, body, status: 405 });
    });

    it('OPTIONS is 204 for all contracts of the path, and ends nothing', async () => {
      const reply = await endsNothing(server(), here, { method: 'OPTIONS', status: 204 });
      const isShared = here.target({ sessionId: '', token: '' }) === SHARED_PATH;
      expect(reply.headers['allow']).toBe(isShared ? 'GET, POST, OPTIONS' : allowOf(here));
      expect(reply.headers['content-type']).toBeUndefined();
    });

    it('CONNECT is refused, at the path and at an authority, behind the answers to come', async () => {
      const session = await newSession(server());
      for (const target of [here.target(session), 'localhost:80']) {
        const connect = headOf(here, session, { method: 'CONNECT', target });
        await isRefused(server(), connect, 400);
        const answers = await allThatComesBack(
          server(),
          `GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n${connect}`,
        );
        expect(answers).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      }
      await isActive(server(), session);
    });
  });

  it.each(['/auth', '*', '/auth/logout/'])('OPTIONS %s is 404', async (target) => {
    const reply = await rawRequest(server(), [`OPTIONS ${target} HTTP/1.1`, 'Host: localhost']);
    judged({ method: 'OPTIONS', target, status: 404 }, reply);
  });

  it.each(['/', '/openapi/index.json', '/openapi/gsm.yaml', '/openapi/control.json'])(
    'HEAD %s says what GET would, without a body',
    async (target) => {
      const ask = (method: string) =>
        rawRequest(server(), [`${method} ${target} HTTP/1.1`, 'Host: localhost'], {
          head: method === 'HEAD',
        });
      const [head, get] = [await ask('HEAD'), await ask('GET')];
      judged({ method: 'HEAD', target, status: 200 }, head);
      expect(head.headers['content-length']).toBe(get.headers['content-length']);
      for (const method of ['TRACE', 'POST']) judged({ method, target, status: 405 }, await ask(method));
    },
  );
});

describe(catalogued(47), () => {
  const METHODS = [
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'PROPFIND',
    'LOCK',
    'SEARCH',
    'PURGE',
    'LINK',
    'M-SEARCH',
  ];

  describe.each(doors)('$name', (here) => {
    it.each(otherThan(here, METHODS))('%s is 405 in the words of its owner', async (method) => {
      const reply = await endsNothing(server(), here, { method, status: 405 });
      expect(reply.headers['allow']).toBe(allowOf(here));
    });

    it.each(['post', 'Get', 'delete', 'FOO', 'POSTS', 'G\u0130T', '{"method":"POST"}', '../POST'])(
      '%s is no method at all: 400',
      async (method) => {
        const session = await newSession(server());
        await isRefused(server(), headOf(here, session, { method }), 400);
        await isActive(server(), session);
      },
    );

    it('405 comes before the credentials, the limit and the body', async () => {
      const session = await newSession(server());
      for (const credentials of [
        [],
        ['Authorization: Bearer none', 'x-token: none', 'Cookie: gsm_token=none'],
      ]) {
        const more = ['Content-Type: nonsense', 'Content-Length: 3'];
        const reply = await knock(server(), here, session, {
          method: 'PUT',
          credentials,
          more,
          body: '{"s',
          status: 405,
        });
        expect(reply.headers['set-cookie']).toBeUndefined();
        expect(reply.headers['www-authenticate']).toBeUndefined();
      }
    });
  });

  it.each([
    [GSM_PATH, 'gsm'],
    [SESSION_PATH, 'session'],
  ])('x-store-id makes %s nobody else’s than %s', async (_, name) => {
    const here = doors.find((one) => one.name === name);
    if (here === undefined) return;
    const session = await newSession(server());
    const reply = await knock(server(), here, session, {
      method: 'GET',
      more: ['x-store-id: s'],
      status: 405,
    });
    expect(reply.headers['allow']).toBe('POST, OPTIONS');
  });
});
