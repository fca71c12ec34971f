/** `logoutd log`: all that ended, in order, and as it ends. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { until } from '../support/until.ts';
import { api, at, collected, logoutd, printed, printedJson, register, started } from './logoutd.ts';

const memory = { env: { LOGOUTD_STORE: 'memory:' } };

async function endOne(server: { readonly url: string }, sessionId: string): Promise<void> {
  await register(server, { subject: 'ada', sessionId });
  await api(server, 'DELETE', `/v1/sessions/${sessionId}`);
}

function following(server: { readonly url: string }, ...args: readonly string[]) {
  const child = started(['log', '--follow', ...args], at(server));
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, stdout: collected(child.stdout), stderr: collected(child.stderr) };
}

describe('log', () => {
  it('is a table, oldest first', async () => {
    const server = await ownServer(memory);
    await endOne(server, 's-1');
    await register(server, { subject: 'grace', sessionId: 's-2' });
    await printed(server, 'revoke', '--subject', 'grace', '--reason', 'Lost phone');
    const lines = (await printed(server, 'log'))
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g, 'TIME')
      .split('\n');
    expect(lines.map((line) => line.replaceAll(/ {2,}/g, '  '))).toEqual([
      'CURSOR  TIME  BY  ENDED  WHAT  REASON',
      expect.stringMatching(/^\S+ {2}TIME {2}admin\/admin {2}1 {2}session s-1 of ada {2}-$/),
      expect.stringMatching(/^\S+ {2}TIME {2}cutoff\/admin {2}1 {2}subject grace {2}Lost phone$/),
      '',
    ]);
  });

  it('with --json is what the API says, an entry a line, and --since goes on where it was left', async () => {
    const server = await ownServer(memory);
    for (const sessionId of ['s-1', 's-2', 's-3']) await endOne(server, sessionId);
    const entries = await printedJson(server, 'log');
    expect(entries).toEqual((await api(server, 'GET', '/v1/revocations'))['revocations']);
    const since = String(entries[0]?.['cursor']);
    expect(await printedJson(server, 'log', '--since', since)).toEqual(entries.slice(1));
  });

  it('stops at --limit, and says how to go on', async () => {
    const server = await ownServer(memory);
    for (const sessionId of ['s-1', 's-2', 's-3']) await endOne(server, sessionId);
    const { stdout, stderr } = await logoutd(['log', '--limit', '2', '--json'], at(server));
    const [, last = ''] = stdout.split('\n');
    const { cursor } = JSON.parse(last) as { cursor: string };
    expect(stderr).toBe(`There are more: --since ${cursor} goes on.\n`);
    expect(await printedJson(server, 'log', '--since', cursor)).toMatchObject([{ sessionId: 's-3' }]);
  });

  it('goes through as many pages as it takes', { timeout: 60_000 }, async () => {
    const server = await ownServer(memory);
    const numbers = Array.from({ length: 1_100 }, (_, number) => number);
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        for (let number = numbers.pop(); number !== undefined; number = numbers.pop())
          await endOne(server, `s-${number}`);
      }),
    );
    const entries = await printedJson(server, 'log');
    expect(new Set(entries.map(({ sessionId }) => sessionId)).size).toBe(1_100);
    expect(entries).toHaveLength(1_100);
  });

  it('prints what it got before the server failed', async () => {
    const entry = { cursor: 'a-1', endedAt: '2025-01-15T10:00:00.000Z', endedBy: 'admin', endedSessions: 1 };
    const actor = { kind: 'key', name: 'admin' };
    const page = { revocations: [{ ...entry, actor, scope: 'session', sessionId: 's-1', subject: null }] };
    let asked = 0;
    const half = createServer((_req, res) => {
      asked += 1;
      const type = asked === 1 ? 'application/json' : 'application/problem+json';
      res.writeHead(asked === 1 ? 200 : 500, { 'content-type': type, 'x-request-id': 'r' });
      res.end(
        JSON.stringify(asked === 1 ? { ...page, nextCursor: 'a-1', hasMore: true } : { detail: 'No.' }),
      );
    });
    await new Promise<void>((resolve) => half.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void half.close());
    const url = `http://127.0.0.1:${(half.address() as AddressInfo).port}`;
    const { status, stdout } = await logoutd(['log'], at({ url }));
    expect([status, stdout]).toEqual([1, expect.stringContaining('session s-1')]);
  });

  it('says that nothing has ended, and prints nothing', async () => {
    const ended = await logoutd(['log', '--json'], at(await ownServer(memory)));
    expect(ended).toEqual({ status: 0, stdout: '', stderr: 'Nothing has ended.\n' });
  });

  it('refuses a cursor that the log never gave, in the server’s words', async () => {
    const { status, stderr } = await logoutd(['log', '--since', '999'], at(await ownServer(memory)));
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('cursor is not one'),
    });
  });
});

describe('log --follow', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints what ends as it ends, and %s ends it well',
    async (signal) => {
      const server = await ownServer(memory);
      await endOne(server, 'before');
      const { child, stdout, stderr } = following(server, '--json');
      await until('the first is there', () => stdout().includes('"before"'));
      await endOne(server, 'after');
      await until('the second is there', () => stdout().includes('"after"'));
      child.kill(signal);
      expect(await once(child, 'close')).toEqual([0, null]);
      expect(stdout().trimEnd().split('\n')).toHaveLength(2);
      expect(stderr()).toBe('');
    },
  );

  it('does not hold a table back', async () => {
    const server = await ownServer(memory);
    await endOne(server, 'before');
    const { child, stdout } = following(server);
    await until('the first is there', () => stdout().includes('session before'));
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('goes on where it was when the server was away', { timeout: 60_000 }, async () => {
    const server = await ownServer();
    await endOne(server, 'before');
    const { child, stdout, stderr } = following(server, '--json');
    await until('the first is there', () => stdout().includes('"before"'));
    await server.stop();
    // There is no server, or there was one that did not come to the end of its answer.
    await until('it has noticed', () => stderr().includes('Trying again.'));
    const again = await startServer({ folder: server.folder, env: { PORT: String(server.port) } });
    onTestFinished(async () => {
      await again.stop();
    });
    await until('it has noticed that too', () => stderr().includes(`${server.url} answers again.`));
    await endOne(again, 'after');
    await until('the second is there', () => stdout().includes('"after"'));
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stdout().trimEnd().split('\n')).toHaveLength(2);
    expect(stderr().trimEnd().split('\n')).toHaveLength(2);
  });

  it('does not wait for a server that was never there', async () => {
    const server = await ownServer(memory);
    await server.stop();
    const { status, stderr } = await logoutd(['log', '--follow'], at(server));
    expect({ status, stderr }).toMatchObject({
      status: 69,
      stderr: expect.stringMatching(/^logoutd: no server/),
    });
  });

  it('ends when its reader has gone, without a word', async () => {
    const server = await ownServer(memory);
    await endOne(server, 's-1');
    const { child, stdout, stderr } = following(server, '--json');
    await until('the first is there', () => stdout().includes('"s-1"'));
    child.stdout.destroy();
    await endOne(server, 's-2');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stderr()).toBe('');
  });

  it('ends with the number that --limit says', async () => {
    const server = await ownServer(memory);
    const { child, stdout } = following(server, '--json', '--limit', '1');
    await endOne(server, 's-1');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stdout().trimEnd().split('\n')).toHaveLength(1);
  });
});
