/** The command line of the kit: what it refuses, and how it ends. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderForTest } from '../support/folders.ts';
import { runKit } from './kit.ts';

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
    [['--target', 'http://127.0.0.1:1/?a=b', '--contract', 'gsm'], 'takes neither a query nor a fragment'],
    [['--target', 'http://127.0.0.1:1/#top', '--contract', 'gsm'], 'takes neither a query nor a fragment'],
    [['--target', 'http://ada:pw@127.0.0.1:1', '--contract', 'gsm'], 'takes no user and password'],
    [['--target', 'http://127.0.0.1:1', '--contract', 'gsm', '--fail-command', 'true'], 'go together'],
    [['--target', 'http://127.0.0.1:1', '--contract', 'gsm', '--mend-command', 'true'], 'go together'],
    [['--target', 'http://127.0.0.1:1', '--contract', 'gsm', '--start-timeout', '1m'], '--start-timeout has'],
  ])('%j is refused with a sentence, and ends with 64', async (args, said) => {
    const { status, complained } = await runKit(args);
    expect([status, complained]).toEqual([64, expect.stringContaining(said)]);
    expect(complained).not.toContain('    at ');
  });

  it('a server that is not there is said to be so, and ends with 69', async () => {
    const { status, complained } = await runKit(['--target', 'http://127.0.0.1:1', '--contract', 'gsm']);
    expect([status, complained]).toEqual([69, 'logoutd-contract: nobody listens at http://127.0.0.1:1\n']);
  });

  it('a host that nobody knows is said to be so, and ends with 69', async () => {
    const { status, complained } = await runKit(['--target', 'http://nobody.invalid', '--contract', 'gsm']);
    expect(status).toBe(69);
    expect(complained).toMatch(
      /^logoutd-contract: the host nobody\.invalid of \S+ is not known here \(\w+\)\n$/,
    );
  });

  it.each(['--junit', '--json'])(
    '%s where nothing can be written is refused before the run, with 73',
    async (option) => {
      const folder = folderForTest();
      writeFileSync(join(folder, 'file'), '');
      mkdirSync(join(folder, 'folder'));
      for (const file of [join(folder, 'file', 'x.xml'), join(folder, 'folder')]) {
        const args = ['--target', 'http://127.0.0.1:1', '--contract', 'gsm', option, file];
        const { status, printed, complained } = await runKit(args);
        expect([status, printed]).toEqual([73, '']);
        expect(complained).toMatch(/^logoutd-contract: .* cannot be written: .*\n$/);
      }
    },
  );

  it('--help names every option', async () => {
    const { status, printed } = await runKit(['--help']);
    expect(status).toBe(0);
    for (const option of [
      '--target',
      '--contract',
      '--start',
      '--start-timeout',
      '--development',
      '--fail-on-skipped',
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
