/** What a new user is told: help, and what comes of a typo. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { MEANINGS } from '../../src/cli/exit.ts';
import { programOf } from '../../src/cli/program.ts';
import { logoutd } from './logoutd.ts';

const program = programOf({ version: '0', serve: async () => {}, env: {}, now: () => 0 });
const below = (command: Command, path: readonly string[]): readonly (readonly string[])[] => [
  path,
  ...command.commands.flatMap((child) => below(child, [...path, child.name()])),
];
const paths = below(program, []);
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('help', () => {
  it.each(paths.map((path) => [path.join(' ') || 'logoutd', path] as const))('%s', async (_, path) => {
    const { status, stdout, stderr } = await logoutd([...path, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const file = fileURLToPath(new URL(`help/${path.join('-') || 'logoutd'}.txt`, import.meta.url));
    await expect(stdout).toMatchFileSnapshot(file);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(105);
  });

  it('is the same by -h, and by the command help', async () => {
    const { stdout } = await logoutd(['sessions', 'list', '--help']);
    expect((await logoutd(['sessions', 'list', '-h'])).stdout).toBe(stdout);
    expect((await logoutd(['sessions', 'help', 'list'])).stdout).toBe(stdout);
    expect((await logoutd(['help', 'sessions', 'list'])).stdout).toBe(stdout);
    expect((await logoutd(['help'])).stdout).toBe((await logoutd(['--help'])).stdout);
  });

  it.each([
    ['help nope', 'there is no command "nope" to help with. logoutd --help lists the commands.'],
    [
      'help sessions lst',
      'there is no command "sessions lst" to help with. logoutd --help lists the commands.',
    ],
    [
      'sessions help nope',
      'there is no command "nope" to help with. logoutd sessions --help lists the commands.',
    ],
  ])('of a command that there is not is refused, with the reason: %s', async (line, reason) => {
    expect(await logoutd(line.split(' '))).toEqual({
      status: 64,
      stdout: '',
      stderr: `logoutd: ${reason}\n`,
    });
  });

  it('is a word like others where a command takes one', async () => {
    const { stderr } = await logoutd(['sessions', 'end', 'help', '--url', 'http://127.0.0.1:1']);
    expect(stderr).toContain('http://127.0.0.1:1');
  });

  it('gives every command that asks a server the same options, and examples', async () => {
    const asking = paths.filter((path) => {
      const command = path.reduce<Command | undefined>(
        (parent, name) => parent?.commands.find((child) => child.name() === name),
        program,
      );
      return command?.commands.length === 0 && !['serve', 'backup', 'migrate'].includes(path[0] ?? '');
    });
    expect(asking.length).toBeGreaterThanOrEqual(11);
    for (const path of asking) {
      const { stdout } = await logoutd([...path, '--help']);
      for (const word of ['--url <url>', '--key-file <file>', '--timeout <seconds>', '--json', 'Examples:'])
        expect(stdout, path.join(' ')).toContain(word);
    }
  });

  it('says every status that a command ends with, and so does README', async () => {
    const { stdout } = await logoutd(['--help']);
    const [, section = ''] = readme.split('## The command line\n');
    for (const [status, meaning] of Object.entries(MEANINGS)) {
      expect(stdout).toMatch(new RegExp(`^ +${status} {2}${meaning}$`, 'm'));
      expect(section).toContain(`| ${status} | ${meaning} |`);
    }
  });

  it('of a group without a command is shown, with the status of a wrong command line', async () => {
    const { status, stdout, stderr } = await logoutd(['sessions']);
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toContain('Usage: logoutd sessions');
  });
});

describe('a typo is refused in a line, with what was meant', () => {
  it.each([
    [['sesions', 'list'], "unknown command 'sesions' (Did you mean sessions?). logoutd --help says more."],
    [['sessions', 'lst'], "unknown command 'lst' (Did you mean list?). logoutd sessions --help says more."],
    [
      ['sessions', 'list', '--subjet', 'ada'],
      "unknown option '--subjet' (Did you mean --subject?). logoutd sessions list --help says more.",
    ],
    [
      ['sessions', 'list', 'ada'],
      "too many arguments for 'list'. Expected 0 arguments but got 1. logoutd sessions list --help says more.",
    ],
    [['sessions', 'show'], "missing required argument 'session'. logoutd sessions show --help says more."],
    [['--hlep'], "unknown option '--hlep' (Did you mean --help?). logoutd --help says more."],
    [['serve', '--port', '1'], "unknown option '--port'. logoutd serve --help says more."],
    [['frobnicate'], "unknown command 'frobnicate'. logoutd --help says more."],
    [['version'], "unknown command 'version' (Did you mean --version?). logoutd --help says more."],
    // Several that are as far off are no hint.
    [
      ['sessions', 'end', 'x', '--reason', 'y'],
      "unknown option '--reason'. logoutd sessions end --help says more.",
    ],
    [['sessions', 'list', '--url', 'ftp://localhost'], '--url has to begin with http:// or https://.'],
  ])('%j', async (args, line) => {
    expect(await logoutd(args)).toEqual({ status: 64, stdout: '', stderr: `logoutd: ${line}\n` });
  });

  it.each([
    [
      'sessions list --limit 0',
      /--limit <n>' argument '0' is invalid\. It has to be a whole number from 1 on/,
    ],
    ['sessions list --limit 10 --all', /--all' cannot be used with option '--limit <n>'/],
    ['sessions list --state gone', /argument 'gone' is invalid\. Allowed choices are active, ended/],
    ['sessions show ..', /value '\.\.' is invalid for argument 'session'\. A URL cannot carry this name/],
    ['token --expires-in 1y', /'1y' is invalid\. It has to be a number with s, m, h or d/],
    ['accounts set ada', /nothing to set/],
    ['tenants set acme', /nothing to set/],
    ['tenants set acme --idle-timeout 400d', /A year \(365d\) is the most/],
    ['revoke', /exactly one of --subject, --tenant, --key-id and --all-of-issuer/],
    ['revoke --subject ada --tenant acme', /exactly one of/],
    ['revoke --tenant acme --issuer partner', /it goes with --subject or --key-id/],
    ['revoke --subject ada --before yesterday', /It has to be a time with its offset/],
    ['log --since /', /It has to be the cursor of an entry, like 42-9f86d081\./],
    [
      'sessions list --url localhost:4000',
      /--url has to begin with http.* Did you mean http:\/\/localhost:4000\?/,
    ],
    ['sessions list --url http://me:secret@localhost', /must not hold a user or a password/],
    ['sessions list --url me:secret@localhost:4000', /has to begin with http:\/\/ or https:\/\/\.$/m],
    ['sessions list --url localhost:4000?key=secret', /has to begin with http:\/\/ or https:\/\/\.$/m],
    ['sessions list --key=secret', /unknown option '--key'\./],
    ['sessions list -ksecret', /unknown option '-k'\./],
    ['sessions list secret', /Expected 0 arguments but got 1\./],
    ['me:secret@localhost', /unknown command\./],
    ['token --expires-in 999999999d', /400d is the most/],
    ['sessions list --timeout 86401', /86400 \(a day\) is the most/],
    ['sessions list --timeout 999999999', /86400 \(a day\) is the most/],
  ])('so is a value that does not fit: %s', async (line, words) => {
    const { status, stdout, stderr } = await logoutd(line.split(' '));
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).toMatch(/^logoutd: [^\n]+\n$/);
    expect(stderr).not.toContain('secret');
  });

  it.each([
    ['revoke --subject x --reason --dry-run', '--reason', '--dry-run'],
    ['revoke --all-of-issuer --dry-run', '--all-of-issuer', '--dry-run'],
    ['revoke --subject --reason x', '--subject', '--reason'],
    ['sessions list --url --json', '--url', '--json'],
    ['log --since -f', '--since', '-f'],
    ['token --email --', '--email', '--'],
    ['accounts set ada --tenant -h', '--tenant', '-h'],
    ['revoke --subject ada --reason -v', '--reason', '-v'],
    ['revoke --subject ada --reason -vx', '--reason', '-vx'],
    ['sessions list --subject --version', '--subject', '--version'],
  ])('an option does not take another one for its value: %s', async (line, option, next) => {
    const { status, stdout, stderr } = await logoutd(line.split(' '));
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toContain(`lacks its value, as ${next} looks like an option.`);
    expect(stderr).toContain(`If it is meant as the value, write ${option}=${next}. `);
  });

  it('nor one with a value of its own, which is not repeated', async () => {
    const { status, stdout, stderr } = await logoutd([
      'revoke',
      '--subject',
      'ada',
      '--reason',
      '--key=secret',
    ]);
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toBe(
      "logoutd: option '--reason <reason>' lacks its value, as --key=… looks like an option. If it is meant as the value, write it right after --reason=. logoutd revoke --help says more.\n",
    );
  });

  it('what was typed cannot act on the terminal', async () => {
    const { stderr } = await logoutd(['\u001b]0;owned\u0007']);
    expect(stderr).toContain('\\u001b]0;owned\\u0007');
    expect(stderr).not.toContain('\u001b');
  });
});
