/** Every command says what it does, and refuses what it does not understand before it does anything. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderForTest } from '../../support/folders.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const run = (script: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe.each([
  ['generate', 'scripts/generate.ts'],
  ['lint:contracts', 'scripts/lint-contracts.ts'],
  ['check', 'scripts/check.ts'],
  ['clients', 'scripts/clients.ts'],
  ['mock', 'scripts/mock.ts'],
  ['contract:diff', 'scripts/contract-diff.ts'],
  ['fuzz', 'scripts/fuzz.ts'],
  ['bench', 'bench/main.ts'],
  ['mutants', 'test/mutants/run.ts'],
])('npm run %s', (command, file) => {
  it('-- --help says what it does', () => {
    const { status, stdout, stderr } = run(join(ROOT, file), '--help');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^npm run ${command}\\b`));
  });

  it.each([['--bogus'], ['--chekc']])('refuses %s, with 64 and two lines', (wrong) => {
    const { status, stdout, stderr } = run(join(ROOT, file), wrong);
    expect([status, stdout]).toEqual([64, '']);
    expect(stderr).toMatch(
      new RegExp(`^${command}: Unknown option '${wrong}'.*\\nnpm run ${command} -- --help says more\\.\\n$`),
    );
  });

  it('refuses a word too many', () => {
    expect(run(join(ROOT, file), 'extra').status).toBe(64);
  });
});

const whole = readFileSync(join(ROOT, 'openapi/gsm.yaml'), 'utf8');

/** A copy of what the scripts read, with one document in place of gsm's. */
function projectWith(gsm: string): string {
  const folder = folderForTest();
  for (const one of ['scripts', 'openapi', 'generated', 'src', 'package.json', 'README.md']) {
    cpSync(join(ROOT, one), join(folder, one), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'openapi'), { recursive: true });
  writeFileSync(join(folder, 'openapi/gsm.yaml'), gsm);
  return folder;
}

describe('a document that is broken', () => {
  it.each([
    ['no YAML', '{openapi: 3.0.3, info: [', /./],
    ['empty', '', /it has no paths/],
    ['of references to nothing', whole.replaceAll('/headers/CacheControl', '/headers/Nothing'), /Nothing/],
  ])('since it is %s is named by npm run generate -- --check, without a stack', (_, text, said) => {
    const { status, stderr } = run(join(projectWith(text), 'scripts/generate.ts'), '--check');
    expect(stderr).toMatch(/^generate: openapi\/gsm\.yaml: /);
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
  });

  it.each([
    ['no YAML', '{openapi: 3.0.3, info: [', 'openapi/gsm.yaml:1:25\n'],
    ['empty', '', 'openapi/gsm.yaml\n  This is no object.'],
  ])('since it is %s is named by npm run lint:contracts, without a stack', (_, text, said) => {
    const { status, stderr } = run(join(projectWith(text), 'scripts/lint-contracts.ts'));
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
  });
});

it('npm run clients -- --table says what it lacks, where no test has left that', () => {
  const { status, stderr } = run(join(projectWith(whole), 'scripts/clients.ts'), '--table');
  expect(stderr).toBe(
    'clients: there is no reports/clients.json yet: `npm test -- test/clients` leaves it\n',
  );
  expect(status).toBe(1);
});
