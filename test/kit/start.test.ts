/** `--start`: a server that the kit starts is the one that it judges, and is gone afterwards, however the run ends. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folderForTest } from '../support/folders.ts';
import { until } from '../support/until.ts';
import { anyServer, freeAddress, isRunning, serverCommand } from './any-server.ts';
import { runKit, startKit } from './kit.ts';

const started = (url: string, command: string, ...more: readonly string[]): readonly string[] => [
  ...['--target', url, '--contract', 'session', '--start', command],
  ...more,
];
async function idIn(file: string): Promise<number> {
  const said = (): number => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
  const id = await until('the program has said its id', () => said() || false);
  onTestFinished(() => void (isRunning(id) && process.kill(id, 'SIGKILL')));
  return id;
}
/** What was killed may be there for a moment, until somebody has taken note of its end. */
const isGone = (id: number): Promise<boolean> => until('the program is gone', () => !isRunning(id));

describe('a server that is started', { timeout: 60_000 }, () => {
  it('and ends is said to have, with 69', async () => {
    const { status, complained } = await runKit(started(await freeAddress(), 'exit 3'));
    expect([status, complained]).toEqual([69, 'logoutd-contract: exit 3 ended with 3 before it listened\n']);
  });

  it('and never listens is ended with all that it started, with 69', async () => {
    const url = await freeAddress();
    const file = join(folderForTest(), 'pid');
    const args = started(url, `sh -c 'echo $$ > ${file}; exec sleep 600'; true`, '--start-timeout', '1');
    const { status, complained } = await runKit(args);
    expect(status).toBe(69);
    expect(complained).toContain(`does not listen at ${url} after 1 seconds (--start-timeout)`);
    await isGone(await idIn(file));
  });

  it('where somebody listens already is refused, with 69, and not started', async () => {
    const url = await anyServer((_, res) => void res.end());
    const file = join(folderForTest(), 'started');
    const { status, complained } = await runKit(started(url, `touch ${file}; exec sleep 600`));
    expect([status, complained]).toEqual([
      69,
      expect.stringContaining(`logoutd-contract: somebody listens at ${url} already`),
    ]);
    expect(existsSync(file)).toBe(false);
  });

  it('and leaves its work to another process that outlives its command is refused, with 69', async () => {
    const url = await freeAddress();
    const file = join(folderForTest(), 'pid');
    const { status } = await runKit(started(url, `${serverCommand(url, file)} & exit 0`));
    expect(status).toBe(69);
    if (existsSync(file)) await isGone(await idIn(file));
  });

  it('and does not heed SIGTERM is killed after the run', async () => {
    const url = await freeAddress();
    const file = join(folderForTest(), 'pid');
    const stubborn = serverCommand(url, file, "process.on('SIGTERM', () => undefined)");
    const { status } = await runKit(started(url, `${stubborn}; true`));
    expect(status).toBe(1);
    await isGone(await idIn(file));
  });
});

describe('a run that is stopped', { timeout: 60_000 }, () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s stops the server that it has started, while it judges', async (signal, status) => {
    const url = await freeAddress();
    const file = join(folderForTest(), 'pid');
    const args = started(url, serverCommand(url, file), '--token-command', 'sleep 600', '--timeout', '600');
    const kit = startKit(args);
    const id = await idIn(file);
    // The first row waits for its token.
    kit.process.kill(signal);
    expect((await kit.ended).status).toBe(status);
    await isGone(id);
  });

  it('while the server does not listen yet stops that', async () => {
    const file = join(folderForTest(), 'pid');
    const kit = startKit(started(await freeAddress(), `echo $$ > ${file}; exec sleep 600`));
    const id = await idIn(file);
    kit.process.kill('SIGTERM');
    expect((await kit.ended).status).toBe(143);
    await isGone(id);
  });

  it('mends the store that it has made fail, and ends the command under way', async () => {
    const folder = folderForTest();
    const [failing, asked] = [join(folder, 'failing'), join(folder, 'asked')];
    const url = await anyServer((_, res) => void res.writeHead(200).end());
    const waits = `if [ -f ${failing} ]; then echo $$ > ${asked}; exec sleep 600; else echo token-token; fi`;
    const kit = startKit([
      ...['--target', url, '--contract', 'session', '--timeout', '600', '--token-command', waits],
      ...['--fail-command', `touch ${failing}`, '--mend-command', `rm ${failing}`],
    ]);
    const id = await idIn(asked);
    kit.process.kill('SIGINT');
    expect((await kit.ended).status).toBe(130);
    expect(existsSync(failing)).toBe(false);
    await isGone(id);
  });

  it('since nobody reads what it prints ends without a word', async () => {
    const url = await anyServer((_, res) => void res.writeHead(200).end());
    const kit = startKit(['--target', url, '--contract', 'platform', '--token-command', 'echo token-token']);
    kit.process.stdout?.destroy();
    const { status, complained } = await kit.ended;
    expect([status, complained]).toEqual([141, '']);
  });
});
