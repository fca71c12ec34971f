/** In a real terminal and in a pipe: colours, narrow windows, hostile names, many rows, a reader that leaves. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { describe, expect, it, type TestContext } from 'vitest';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { at, inTerminal, logoutd, MAIN, noTerminal, printed, register } from './logoutd.ts';

const memory = { env: { LOGOUTD_STORE: 'memory:' } };
const server = sharedServer(() => memory);
const ESCAPE = '\u001b';
const needsTerminal = ({ skip }: TestContext): void => skip(noTerminal !== null, `${noTerminal}`);

describe('colours', () => {
  const list = ['sessions', 'list'];

  it('are for a terminal', async (context) => {
    needsTerminal(context);
    await register(server(), { subject: 'ada' });
    const shown = await inTerminal(list, at(server()));
    expect(shown).toContain(`${ESCAPE}[1mSESSION`);
    expect(await inTerminal(['--help'])).toContain(`${ESCAPE}[1mUsage:`);
    expect(await inTerminal(['--hlep'])).toContain(`${ESCAPE}[31mlogoutd:`);
  });

  it('are left out under NO_COLOR', async (context) => {
    needsTerminal(context);
    const { env } = at(server());
    for (const args of [list, ['--help'], ['--hlep'], ['doctor']])
      expect(await inTerminal(args, { env: { ...env, NO_COLOR: '1' } }), args[0]).not.toContain(ESCAPE);
  });

  it('are left out where there is no terminal, unless FORCE_COLOR asks for them', async () => {
    for (const args of [list, ['--help'], ['--hlep'], ['doctor']]) {
      const { stdout, stderr } = await logoutd(args, at(server()));
      expect(stdout + stderr, args[0]).not.toContain(ESCAPE);
    }
    const forced = await logoutd(list, { env: { ...at(server()).env, FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain(`${ESCAPE}[1mSESSION`);
  });
});

it('a narrow terminal cuts long users, and no session; a pipe cuts nothing', async (context) => {
  const subject = `someone-with-a-${'very-'.repeat(10)}long-name`;
  await register(server(), { subject, sessionId: 'narrow' });
  const args = ['sessions', 'list', '--subject', subject];
  expect(await printed(server(), ...args)).toContain(subject);
  needsTerminal(context);
  const lines = (await inTerminal(args, { ...at(server()), columns: 60 })).trimEnd().split('\n');
  expect(lines.at(-1)).toMatch(/^narrow +someone-with-a-very\S*… +- +active +\d+s ago$/);
  expect(lines.at(-1)?.length).toBeLessThanOrEqual(60);
});

describe('names that would act on a terminal', () => {
  const hostile = `${ESCAPE}[2J${ESCAPE}]0;owned\u0007\u009b31m\u202e`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is what is asked.
  const acting = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

  it('are written out, wherever they come from', async () => {
    const session = { subject: hostile, tenant: hostile, email: hostile, sessionId: `s${hostile}` };
    const device = { name: hostile, userAgent: hostile, ip: hostile };
    await register(server(), { ...session, device });
    const commands = [
      ['sessions', 'list', '--subject', hostile],
      ['sessions', 'list', '--subject', hostile, '--json'],
      ['sessions', 'show', session.sessionId],
      ['sessions', 'show', session.sessionId, '--json'],
      ['sessions', 'end', session.sessionId],
      ['token', '--subject', hostile],
      ['accounts', 'set', hostile, '--tenant', hostile, '--email', hostile],
      ['accounts', 'show', hostile, '--json'],
      ['tenants', 'set', hostile, '--registered-only'],
      ['sessions', 'list', '--issuer', hostile],
    ];
    for (const args of commands) {
      const { stdout, stderr } = await logoutd(args, at(server()));
      expect(stdout + stderr, args.slice(0, 2).join(' ')).not.toMatch(acting);
      expect(stdout + stderr).not.toBe('');
    }
  });

  it('are themselves in JSON', async () => {
    const sessionId = `json${hostile}`;
    await register(server(), { subject: 'ada', sessionId });
    const line = await printed(server(), 'sessions', 'show', sessionId, '--json');
    expect((JSON.parse(line) as { sessionId: string }).sessionId).toBe(sessionId);
  });
});

describe('10,000 sessions', { timeout: 180_000 }, () => {
  const COUNT = 10_000;

  it('are listed one a line, each once, as a table and as JSON, and a reader may leave early', async () => {
    const full = await ownServer(memory);
    const numbers = Array.from({ length: COUNT }, (_, number) => number);
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let number = numbers.pop(); number !== undefined; number = numbers.pop())
          await register(full, { subject: `user-${number % 100}`, sessionId: `s-${number}` });
      }),
    );
    const { env } = at(full);
    const piped = async (reader: string, flags = '') => {
      const line = `('${process.execPath}' '${MAIN}' sessions list --all ${flags}; echo "status $?" >&2) | ${reader}`;
      const options = { env: { PATH: process.env['PATH'], ...env }, maxBuffer: 2 ** 26 };
      return promisify(execFile)('sh', ['-c', line], options);
    };

    const table = (await piped('cat')).stdout.trimEnd().split('\n');
    expect(table).toHaveLength(COUNT + 1);
    expect(new Set(table.map((line) => line.split(' ')[0])).size).toBe(COUNT + 1);
    expect(new Set(table.map((line) => /^\S+ +(?=\S)/.exec(line)?.[0].length)).size).toBe(1);

    const json = (await piped('cat', '--json')).stdout.trimEnd().split('\n');
    expect(new Set(json.map((line) => (JSON.parse(line) as { sessionId: string }).sessionId)).size).toBe(
      COUNT,
    );

    const first = await piped('head -1', '--json');
    expect(first.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(first.stderr).toBe('status 0\n');
  });
});

it('an output that cannot be written is said, with a status of its own', async () => {
  const child = spawn('sh', ['-c', `'${process.execPath}' '${MAIN}' --help > /dev/full`], {
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const [status] = await once(child, 'close');
  expect([status, said]).toEqual([74, 'logoutd: the output cannot be written (ENOSPC).\n']);
});
