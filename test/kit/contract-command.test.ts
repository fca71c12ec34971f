/** `npm run contract`: the kit against servers that it has not started, good and bad. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../src/kit/rows/table.ts';
import { folderForTest } from '../support/folders.ts';
import { ADMIN_KEY, CHECK_KEY } from '../support/server.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { linesOf, runKit, TOKEN_COMMAND } from './kit.ts';
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

describe('against a server that runs for development', { timeout: 60_000 }, () => {
  const server = sharedServer(() => ({ env: { NODE_ENV: 'development' } }));
  const args = (): readonly string[] => [
    '--target',
    server().url,
    '--contract',
    'gsm',
    '--token-command',
    TOKEN_COMMAND,
  ];

  it('what it explains is a fault, with the advice to say so', async () => {
    const { status, printed } = await runKit(args());
    expect(status).toBe(1);
    expect(linesOf(printed, 'failed')).toHaveLength(3);
    expect(printed).toContain('body/details is "The token has expired.", in the example null');
    expect(printed.match(/may answer so: run it as in production, or give --development/g)).toHaveLength(3);
  });

  it('it keeps the contract where it is said to run so, which the row about that shows too', async () => {
    const { status, printed } = await runKit([...args(), '--development']);
    expect(linesOf(printed, 'failed'), printed).toEqual([]);
    expect(status).toBe(0);
    expect(linesOf(printed, 'passed')).toContainEqual(
      expect.stringContaining('401 application/json elsewhere'),
    );
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
    await expect(printed.replaceAll(url, 'http://server')).toMatchFileSnapshot('./fixtures/wrong-server.txt');
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
