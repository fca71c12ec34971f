/** `npm run contract`: the kit against servers that it has not started, good and bad. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../src/kit/rows/table.ts';
import { folderForTest } from '../support/folders.ts';
import { ADMIN_KEY, CHECK_KEY } from '../support/server.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { runKit, TOKEN_COMMAND } from './kit.ts';
import { startWrongServer } from './wrong-server.ts';

const LIMIT = 60;
const limits = Object.fromEntries(
  ['PLATFORM', 'GSM', 'TENANT', 'SESSION', 'STOREFRONT'].map((name) => [
    `LOGOUTD_RATE_LIMIT_${name}`,
    `${LIMIT}/3600`,
  ]),
);
const contracts = ['platform', 'gsm', 'tenant', 'session', 'storefront', 'control'];
const named = (names: readonly string[]): readonly string[] => names.flatMap((name) => ['--contract', name]);
const linesOf = (printed: string, kind: string): readonly string[] =>
  printed.split('\n').filter((line) => line.startsWith(`${kind} `));

describe('against a server that keeps the contracts', () => {
  it('every row passes but those that nobody gave the means for, which say so', {
    timeout: 120_000,
  }, async () => {
    const server = await ownServer({ env: limits });
    const reports = folderForTest();
    const args = [
      '--target',
      server.url,
      ...named(contracts),
      '--token-command',
      TOKEN_COMMAND,
      '--limit',
      `${LIMIT}`,
    ];
    const files = ['--junit', join(reports, 'made', 'junit.xml'), '--json', join(reports, 'results.json')];
    const keys = { LOGOUTD_ADMIN_KEY: ADMIN_KEY, LOGOUTD_CHECK_KEY: CHECK_KEY };
    const { status, printed } = await runKit([...args, ...files], keys);
    expect(linesOf(printed, 'failed'), printed).toEqual([]);
    expect(status).toBe(0);
    const skipped = scenarios.filter(
      (row) => 'unreachable' in row || /^(?:in development$|after |with )/.test(row.on),
    );
    expect(linesOf(printed, 'skipped')).toHaveLength(skipped.length);
    expect(printed).toContain('It needs a store that fails: --fail-command.');
    const passed = scenarios.length - skipped.length;
    expect(printed.trim().split('\n').at(-1)).toBe(`${passed} passed, 0 failed, ${skipped.length} skipped`);
    const junit = readFileSync(join(reports, 'made', 'junit.xml'), 'utf8');
    expect(junit).toContain(`tests="${scenarios.length}" failures="0" skipped="${skipped.length}"`);
    expect(JSON.parse(readFileSync(join(reports, 'results.json'), 'utf8'))).toHaveLength(scenarios.length);
  });
});

describe('against any server', { timeout: 60_000 }, () => {
  const server = sharedServer();

  it('what needs a token is skipped where there is no command for one', async () => {
    const { status, printed } = await runKit(['--target', server().url, '--contract', 'session']);
    expect([status, linesOf(printed, 'passed')]).toEqual([
      0,
      [expect.stringContaining('401 application/json, when there is no token')],
    ]);
    expect(printed).toContain('It needs a token: --token-command.');
  });

  it.each([
    ['printed nothing', 'true', 'The token command printed nothing.'],
    ['fails', 'echo no luck >&2; exit 3', 'The token command failed:'],
    ['gives what is no JWT', 'echo opaque', 'The token command gives no expired token.'],
  ])('so is what a token command cannot give that %s', async (_, command, reason) => {
    const args = ['--target', server().url, '--contract', 'tenant', '--token-command', command];
    const { printed } = await runKit(args);
    expect(printed).toContain(reason.replace('expired token', 'token with the tid asked for'));
  });

  it('a state is brought about by a command where there is one', async () => {
    const state = `'${process.execPath}' -e 'if (!JSON.parse(process.env.LOGOUTD_STATE).operation) process.exit(1)'`;
    const args = ['--target', server().url, '--contract', 'storefront', '--token-command', TOKEN_COMMAND];
    const { printed } = await runKit([...args, '--state-command', state]);
    // The command has done nothing, so the row meets no restriction.
    expect(printed).toMatch(
      /^failed +storefront +storefrontLogout 403 .*may not log its users out\n +status 200, not 403$/m,
    );
  });

  it('a store that fails is made to, and mended, by commands', async () => {
    const folder = folderForTest();
    const file = join(folder, 'broken');
    const args = ['--target', server().url, '--contract', 'session', '--token-command', TOKEN_COMMAND];
    const { printed } = await runKit([
      ...args,
      '--fail-command',
      `touch ${file}`,
      '--mend-command',
      `rm ${file}`,
    ]);
    expect(printed).toMatch(/^failed +session +sessionLogout 500 .*\n +status 200, not 500$/m);
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });
});

describe('against a server that is wrong', { timeout: 60_000 }, () => {
  it('each fault is named below its row, and the status is 1', async () => {
    const { server, url } = await startWrongServer();
    const args = [
      '--target',
      url,
      '--contract',
      'session',
      '--contract',
      'gsm',
      '--token-command',
      TOKEN_COMMAND,
    ];
    const { status, printed } = await runKit(args);
    server.close();
    expect(status).toBe(1);
    await expect(printed).toMatchFileSnapshot('./fixtures/wrong-server.txt');
  });

  it('a header that a proxy adds is no fault where it is allowed', async () => {
    const { server, url } = await startWrongServer();
    const args = [
      '--target',
      url,
      '--contract',
      'gsm',
      '--token-command',
      TOKEN_COMMAND,
      '--allow-header',
      'Server',
    ];
    const { printed } = await runKit(args);
    server.close();
    expect(printed).not.toContain('header server');
  });
});

describe('the command line', () => {
  it.each([
    [[], '--target is missing'],
    [['--target', 'ftp://x', '--contract', 'gsm'], 'has to be an http or https URL'],
    [['--target', 'http://127.0.0.1:1'], '--contract is missing'],
    [
      ['--target', 'http://127.0.0.1:1', '--contract', 'gms'],
      'there is no contract gms; there are platform, gsm',
    ],
    [
      ['--target', 'http://127.0.0.1:1', '--contract', 'gsm', '--limit', '0'],
      '--limit has to be a whole number',
    ],
    [['--targt', 'http://127.0.0.1:1'], '--targt'],
  ])('%j is refused with a sentence, and ends with 64', async (args, said) => {
    const { status, complained } = await runKit(args);
    expect([status, complained]).toEqual([64, expect.stringContaining(said)]);
    expect(complained).not.toContain('    at ');
  });

  it('a server that is not there is said to be so, and ends with 69', async () => {
    const { status, complained } = await runKit(['--target', 'http://127.0.0.1:1', '--contract', 'gsm']);
    expect([status, complained]).toEqual([69, 'logoutd-contract: nobody listens at http://127.0.0.1:1\n']);
  });

  it('a server that does not start is, too', async () => {
    const args = ['--target', 'http://127.0.0.1:1', '--contract', 'gsm', '--start', 'exit 3'];
    const { status, complained } = await runKit(args);
    expect([status, complained]).toEqual([69, 'logoutd-contract: exit 3 ended with 3 before it listened\n']);
  });

  it('--help names every option', async () => {
    const { status, printed } = await runKit(['--help']);
    expect(status).toBe(0);
    for (const option of [
      '--target',
      '--contract',
      '--start',
      '--token-command',
      '--state-command',
      '--fail-command',
      '--mend-command',
      '--limit',
      '--allow-header',
      '--timeout',
      '--junit',
      '--json',
    ]) {
      expect(printed).toContain(option);
    }
  });
});
