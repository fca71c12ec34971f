/** Commands by which a target is brought into the states that rows need: what they give, and what when they fail. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderForTest } from '../support/folders.ts';
import { sharedServer } from '../support/shared-server.ts';
import { linesOf, runKit, TOKEN_COMMAND } from './kit.ts';

const server = sharedServer();
const node = (source: string): string => `'${process.execPath}' -e '${source}'`;
const on = (contract: string, ...more: readonly string[]) =>
  runKit(['--target', server().url, '--contract', contract, ...more]);
const withTokens = (contract: string, ...more: readonly string[]) =>
  on(contract, '--token-command', TOKEN_COMMAND, ...more);

describe('a token command', { timeout: 60_000 }, () => {
  it.each([
    ['fails', 'echo no luck >&2; exit 3', 'The token command failed: it ended with 3: no luck'],
    ['prints nothing', 'true', 'The token command printed nothing.'],
    ['prints two lines', 'echo eyJ; echo done', 'The token command printed 2 lines, not a token alone.'],
    ['prints what no header has', 'printf "a b"', 'The token command printed what no header can carry'],
    ['does not end', 'sleep 600', 'The token command did not end within 1 seconds (--timeout).'],
  ])('that %s fails the rows that need a token, and the run', async (_, command, reason) => {
    const { status, printed } = await on('session', '--token-command', command, '--timeout', '1');
    expect(linesOf(printed, 'failed')).toHaveLength(3);
    expect(printed.split(reason)).toHaveLength(4);
    expect(status).toBe(1);
  });

  it('that gives what is no JWT serves where nobody has to read it, and is named where one has', async () => {
    const { printed } = await on('tenant', '--token-command', 'echo opaque');
    expect(printed).toContain(
      'The token command gives no JWT, so that nobody sees here what its token says.',
    );
  });

  it('that gives other claims than those asked for is named in the rows about them, which are skipped', async () => {
    const valid = `LOGOUTD_TOKEN_CLAIMS={} LOGOUTD_TOKEN_KIND=valid ${TOKEN_COMMAND}`;
    const tenant = await on('tenant', '--token-command', valid);
    expect(tenant.printed).toContain('The token command gives no token with the tid asked for.');
    const session = await on('session', '--token-command', valid);
    expect(session.printed).toContain('The token command gives no expired token.');
    expect([tenant.status, session.status]).toEqual([0, 0]);
  });

  it('that there is none of is a failure too, where skipping is', async () => {
    const { status, complained } = await on('session', '--fail-on-skipped');
    expect([status, complained]).toEqual([
      1,
      'logoutd-contract: 5 were skipped for want of an option (--fail-on-skipped)\n',
    ]);
  });

  it('and no more makes a run that skips nothing for want of an option', async () => {
    const folder = folderForTest();
    const { complained } = await withTokens(
      'gsm',
      ...['--fail-on-skipped', '--limit', '1'],
      ...['--fail-command', `touch ${folder}/x`, '--mend-command', `rm ${folder}/x`],
    );
    // The row about a server that runs for development remains, and no option would serve both.
    expect(complained).toBe('');
  });
});

describe('a state command', { timeout: 60_000 }, () => {
  it('brings a state about', async () => {
    const state = node('if (!JSON.parse(process.env.LOGOUTD_STATE).operation) process.exit(1)');
    const { printed } = await withTokens('storefront', '--state-command', state);
    // The command has done nothing, so the row meets no restriction.
    expect(printed).toMatch(
      /^failed +storefront +storefrontLogout 403 .*may not log its users out\n +status 200, not 403$/m,
    );
  });

  it('that fails fails the rows that need a state', async () => {
    const { status, printed } = await withTokens(
      'storefront',
      '--state-command',
      'echo no database >&2; exit 2',
    );
    expect(printed).toMatch(
      /^failed +storefront +storefrontLogout 403 .*\n +The state command failed: it ended with 2: no database$/m,
    );
    expect(status).toBe(1);
  });
});

describe('commands that make a store fail', { timeout: 60_000 }, () => {
  it('and mend it are run in turn', async () => {
    const file = join(folderForTest(), 'broken');
    const commands = ['--fail-command', `touch ${file}`, '--mend-command', `rm ${file}`];
    const { printed } = await withTokens('session', ...commands);
    expect(printed).toMatch(/^failed +session +sessionLogout 500 .*\n +status 200, not 500$/m);
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  it('and fail at it are named, and what they have begun is mended', async () => {
    const file = join(folderForTest(), 'mended');
    const commands = ['--fail-command', 'exit 4', '--mend-command', `touch ${file}`];
    const { printed } = await withTokens('session', ...commands);
    expect(printed).toMatch(
      /^failed +session +sessionLogout 500 .*\n +The fail command failed: it ended with 4\.$/m,
    );
    expect(existsSync(file)).toBe(true);
  });

  it('and fail to mend it are named by the row that meets that, and at the end', async () => {
    const commands = ['--fail-command', 'true', '--mend-command', 'exit 5', '--limit', '1'];
    const { status, printed, complained } = await withTokens('session', ...commands);
    const said = 'The mend command failed: it ended with 5.';
    expect(printed).toMatch(/^failed +session +sessionLogout 429 .*\n +The mend command failed/m);
    expect([status, complained]).toEqual([1, `logoutd-contract: ${said}\n`]);
  });
});
