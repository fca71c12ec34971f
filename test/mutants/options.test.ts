import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { lists } from './lists.ts';
import { type Options, readOptions } from './options.ts';

const run = promisify(execFile);
const read = (...args: string[]) => readOptions(args) as Options;

describe('npm run mutants', () => {
  it('says what it does and takes', async () => {
    const { stdout } = await run(process.execPath, ['test/mutants/run.ts', '--help']);
    for (const option of ['of', 'only', 'incremental'])
      expect(stdout).toMatch(new RegExp(`^  --${option}\\b`, 'm'));
  });

  it.each([
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['--of', 'nonsense'], '--of takes edge, server, rules, documents, workers, units, not nonsense'],
    [['--only', 'nonsense'], 'no mutant is called nonsense'],
    [['--of', 'units', '--only', 'kit'], 'no mutant is called kit'],
    [['nonsense'], "Unexpected argument 'nonsense'"],
  ])('refuses in a line what it does not understand: %s', async (args, sentence) => {
    const refused = run(process.execPath, ['test/mutants/run.ts', ...args]);
    await expect(refused).rejects.toMatchObject({
      code: 64,
      stdout: '',
      stderr: expect.stringMatching(/^.+\n.*--help says more\.\n$/),
    });
    await expect(refused).rejects.toMatchObject({ stderr: expect.stringContaining(`mutants: ${sentence}`) });
  });

  it('means all, one list, or those of a name', () => {
    const [mutant] = lists['edge'] ?? [];
    const name = mutant?.name ?? '';
    expect(read()).toMatchObject({ rooms: ['sessions', 'tokens', 'contracts'], incremental: false });
    expect(read().means('server', name)).toBe(true);
    expect(read('--of', 'edge')).toMatchObject({ rooms: [] });
    expect(read('--of', 'edge').means('edge', name)).toBe(true);
    expect(read('--of', 'edge').means('server', name)).toBe(false);
    expect(read('--only', name).means('edge', 'another')).toBe(false);
  });

  it('means one room of those that Stryker mutates', () => {
    expect(read('--of', 'units', '--only', 'tokens')).toMatchObject({ rooms: ['tokens'] });
    expect(read('--of', 'units').means('edge', '')).toBe(false);
  });
});
