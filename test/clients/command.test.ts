import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/clients/client.ts';
import { execute } from './toolchains/toolchain.ts';

const command = (...args: string[]): Promise<string> =>
  execute([process.execPath, join(root, 'scripts/clients.ts'), ...args]);

describe('npm run clients', () => {
  it('-- --help says what it does, and for which languages', async () => {
    const help = await command('--help');
    expect(help).toContain('clients/<language>/<contract>/');
    expect(help).toContain('typescript, python, go, java, rust');
  });

  it('refuses a language or an option that it does not know', async () => {
    await expect(command('perl')).rejects.toThrow('there is no "perl"; there are typescript');
    await expect(command('--tabel')).rejects.toThrow('--tabel');
    await expect(command('go', '--table')).rejects.toThrow('--table is of all languages');
  });
});
