/** `logoutd sessions`: what is listed, shown and ended, against a real server. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { api, at, logoutd, printed, printedJson, register } from './logoutd.ts';

const memory = { env: { LOGOUTD_STORE: 'memory:' } };
const server = sharedServer(() => memory);

const DEVICE = { name: 'Work laptop', userAgent: 'Mozilla/5.0', ip: '192.0.2.7' };

beforeAll(async () => {
  await register(server(), {
    subject: 'ada',
    sessionId: 's-ada',
    tenant: 'acme',
    email: 'ada@example.com',
    device: DEVICE,
  });
  await register(server(), { subject: 'ada', sessionId: 's-ended' });
  await register(server(), { subject: 'grace', sessionId: 's-grace', tenant: 'globex' });
  await api(server(), 'DELETE', '/v1/sessions/s-ended');
});

const ids = async (...args: readonly string[]): Promise<readonly unknown[]> =>
  (await printedJson(server(), 'sessions', 'list', ...args)).map(({ sessionId }) => sessionId).toSorted();

describe('sessions list', () => {
  it('is a table, newest first, with a line for each session', async () => {
    const { status, stdout, stderr } = await logoutd(['sessions', 'list'], at(server()));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.replaceAll(/\d+[smh] ago/g, 'AGO').split('\n');
    expect(lines[0]).toBe('SESSION  SUBJECT  TENANT  STATE         STARTED');
    expect(lines.slice(1).toSorted()).toEqual([
      '',
      's-ada    ada      acme    active        AGO',
      's-ended  ada      -       ended: admin  AGO',
      's-grace  grace    globex  active        AGO',
    ]);
  });

  it('with --json is what the API says, a session a line', async () => {
    const listed = await printedJson(server(), 'sessions', 'list', '--subject', 'ada');
    const { sessions } = await api(server(), 'GET', '/v1/sessions?subject=ada');
    expect(listed).toEqual(sessions);
    expect(listed).toHaveLength(2);
  });

  it('keeps to each filter', async () => {
    expect(await ids('--subject', 'ada')).toEqual(['s-ada', 's-ended']);
    expect(await ids('--tenant', 'globex')).toEqual(['s-grace']);
    expect(await ids('--state', 'ended')).toEqual(['s-ended']);
    expect(await ids('--subject', 'ada', '--state', 'active')).toEqual(['s-ada']);
    expect(await ids('--issuer', 'default')).toHaveLength(3);
  });

  it('says that there are none, and prints nothing for a program to stumble over', async () => {
    for (const flags of [[], ['--json']]) {
      const ended = await logoutd(['sessions', 'list', '--subject', 'nobody', ...flags], at(server()));
      expect(ended).toEqual({ status: 0, stdout: '', stderr: 'There are no such sessions.\n' });
    }
  });

  it('says that there are more than --limit, and prints no more', async () => {
    const { stdout, stderr } = await logoutd(['sessions', 'list', '--limit', '2', '--json'], at(server()));
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stderr).toBe('There are more than these 2: --limit takes another number, --all has no end.\n');
    expect((await logoutd(['sessions', 'list', '--limit', '3'], at(server()))).stderr).toBe('');
  });

  it('shows 50 unless told otherwise, and goes through as many pages as it takes', async () => {
    const other = await ownServer(memory);
    const all = Array.from({ length: 410 }, (_, at) => `s-${at}`);
    for (const sessionId of all) await register(other, { subject: 'ada', sessionId });
    const listed = async (...args: readonly string[]): Promise<readonly string[]> =>
      (await printedJson<{ sessionId: string }>(other, 'sessions', 'list', ...args)).map(
        ({ sessionId }) => sessionId,
      );
    expect(await listed()).toHaveLength(50);
    expect(await listed('--limit', '230')).toHaveLength(230);
    expect(new Set(await listed('--all'))).toEqual(new Set(all));
    expect(await listed('--all')).toHaveLength(all.length);
  });

  it('lines up from the first page to the last', async () => {
    const other = await ownServer(memory);
    await register(other, { subject: `oldest-${'x'.repeat(40)}`, sessionId: `oldest-${'y'.repeat(40)}` });
    for (let at = 0; at < 230; at += 1) await register(other, { subject: 'ada', sessionId: `s-${at}` });
    const lines = (await printed(other, 'sessions', 'list', '--all')).trimEnd().split('\n');
    expect(lines).toHaveLength(232);
    for (const column of [/^\S+ +/, /^\S+ +\S+ +/])
      expect(new Set(lines.map((line) => column.exec(line)?.[0].length)).size).toBe(1);
  });
});

describe('sessions list --all, where a start is found to be earlier between two pages', () => {
  const session = (sessionId: string, issuer = 'default', startedAt = '2025-01-15T10:00:00Z') => ({
    issuer,
    sessionId,
    subject: 'ada',
    state: 'active',
    startedAt,
  });

  it('shows each session once, as it was first seen, and those of another issuer beside it', async () => {
    const pages = [
      { sessions: [session('moves'), session('stays')], nextCursor: 'two' },
      { sessions: [session('moves', 'default', '2025-01-14T10:00:00Z'), session('moves', 'partner')] },
    ];
    const standIn = createServer((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'r' });
      res.end(JSON.stringify({ nextCursor: null, ...pages.shift() }));
    });
    await new Promise<void>((resolve) => standIn.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void standIn.close());
    const url = `http://127.0.0.1:${(standIn.address() as AddressInfo).port}`;
    const { stdout, stderr } = await logoutd(['sessions', 'list', '--all', '--json'], at({ url }));
    expect(stderr).toBe('');
    const listed = stdout.trimEnd().split('\n');
    expect(listed.map((line) => JSON.parse(line) as unknown)).toEqual([
      session('moves'),
      session('stays'),
      session('moves', 'partner'),
    ]);
  });
});

describe('sessions show', () => {
  it('is a line for each thing that is known', async () => {
    const shown = (await printed(server(), 'sessions', 'show', 's-ada')).replaceAll(
      /\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g,
      'TIME',
    );
    expect(shown).toBe(
      [
        'session    s-ada',
        'issuer     default',
        'subject    ada',
        'tenant     acme',
        'email      ada@example.com',
        'state      active',
        'started    TIME',
        'last seen  TIME',
        'expires    TIME',
        'ended      -',
        'reason     -',
        'device     Work laptop, 192.0.2.7, Mozilla/5.0',
        '',
      ].join('\n'),
    );
  });

  it('with --json is what the API says', async () => {
    const [shown] = await printedJson(server(), 'sessions', 'show', 's-ada');
    expect(shown).toEqual(await api(server(), 'GET', '/v1/sessions/s-ada'));
  });

  it('says when and by whom one has ended', async () => {
    expect(await printed(server(), 'sessions', 'show', 's-ended')).toMatch(/^ended {6}20\S+ \S+Z by admin$/m);
  });

  it('of one that is not there is refused by the server, in its words', async () => {
    const { status, stdout, stderr } = await logoutd(['sessions', 'show', 'nowhere'], at(server()));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^logoutd: the server refused: No session of this issuer has this id\. \(404; its log has it as \S+\)\n$/,
    );
  });
});

describe('sessions end', () => {
  it('ends that session and no other, and may be repeated', async () => {
    await register(server(), { subject: 'eve', sessionId: 'a/b c?%' });
    await register(server(), { subject: 'eve', sessionId: 'eve-2' });
    for (const _ of [1, 2]) {
      expect(await printed(server(), 'sessions', 'end', 'a/b c?%')).toBe('Session a/b c?% has ended.\n');
    }
    expect(await ids('--subject', 'eve', '--state', 'ended')).toEqual(['a/b c?%']);
    expect(await printedJson(server(), 'sessions', 'end', 'eve-2')).toEqual([
      { sessionId: 'eve-2', issuer: 'default', state: 'ended' },
    ]);
    expect(await ids('--subject', 'eve', '--state', 'active')).toEqual([]);
  });

  it('of one that is not there is refused', async () => {
    const { status, stdout, stderr } = await logoutd(['sessions', 'end', 'nowhere'], at(server()));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('(404;');
  });
});

it('names may have whatever characters, in queries too', async () => {
  const odd = "a!b*(c)'d;e:f?g#h[i]@j$k&l+m,n=o/p%20 é";
  await register(server(), { subject: odd, tenant: odd, sessionId: odd });
  expect(await ids('--subject', odd, '--tenant', odd)).toEqual([odd]);
  expect(await printedJson(server(), 'sessions', 'show', odd)).toMatchObject([{ subject: odd }]);
  await printed(server(), 'sessions', 'end', odd);
  expect(await ids('--tenant', odd, '--state', 'ended')).toEqual([odd]);
});
