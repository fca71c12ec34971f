import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { differences, write } from '../../../scripts/contracts/generated.ts';
import { renderTypes } from '../../../scripts/contracts/types.ts';

const generators = ['one.ts', 'two.ts'].map((file) => ({
  file,
  render: async () => `// this is ${file}\n`,
}));

let path: string;
let folder: URL;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'generated-'));
  folder = pathToFileURL(`${path}/`);
  await write(generators, folder);
});
afterEach(() => rm(path, { recursive: true }));

const put = (file: string, content: string) => writeFile(join(path, file), content);

describe('generating', () => {
  it('leaves a folder in which nothing is to be done', async () => {
    expect(await readdir(path)).toEqual(['one.ts', 'two.ts']);
    expect(await differences(generators, folder)).toEqual([]);
  });

  it('replaces what was edited, and removes and names what no generator makes', async () => {
    await put('one.ts', 'edited');
    await put('old.ts', 'left over');
    expect(await write(generators, folder)).toEqual(['old.ts']);
    expect(await differences(generators, folder)).toEqual([]);
  });
});

describe('checking what was generated', () => {
  it('notices a file that is stale, be it by one character', async () => {
    await put('two.ts', '// this is two.ts\n ');
    expect(await differences(generators, folder)).toEqual([{ file: 'two.ts', problem: 'stale' }]);
  });

  it('notices a file that is missing', async () => {
    await rm(join(path, 'one.ts'));
    expect(await differences(generators, folder)).toEqual([{ file: 'one.ts', problem: 'missing' }]);
  });

  it('notices a file that no generator makes any more', async () => {
    expect(await differences(generators.slice(1), folder)).toEqual([{ file: 'one.ts', problem: 'orphaned' }]);
  });

  it('takes every file for missing where there is no folder yet', async () => {
    const found = await differences(generators, new URL('nowhere/', folder));
    expect(found.map(({ problem }) => problem)).toEqual(['missing', 'missing']);
  });

  it('writes nothing', async () => {
    await put('one.ts', 'edited');
    await rm(join(path, 'two.ts'));
    await differences(generators, folder);
    expect(await readdir(path)).toEqual(['one.ts']);
    expect(await readFile(join(path, 'one.ts'), 'utf8')).toBe('edited');
  });

  it('finds the committed files up to date with the documents', async () => {
    const script = fileURLToPath(new URL('../../../scripts/generate.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--check']);
    expect(stdout).toContain('up to date');
  });
});

describe('the generated types', () => {
  it('require a header that the document requires, and no other', async () => {
    const types = await renderTypes('gsm');
    expect(types).toContain('"Cache-Control": "no-store"');
    expect(types).toContain('"Set-Cookie"?: string');
  });

  it('have null and nothing else for what can only be null', async () => {
    expect(await renderTypes('session')).toContain(' data: null;');
  });

  it('let a body leave out what has a default', async () => {
    expect(await renderTypes('control')).toContain('status?: "active" | "inactive" | "suspended"');
  });
});
