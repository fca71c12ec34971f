/** The command line, and what the configuration leaves out. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { needsPython } from '../../scripts/fuzz/engines.ts';
import { readOptions } from '../../scripts/fuzz/options.ts';
import { folderForTest } from '../support/folders.ts';
import { fuzz, root } from './command.ts';

describe('npm run fuzz', () => {
  it('says what it does and takes', async () => {
    const { status, output } = await fuzz(['--help']);
    expect(status).toBe(0);
    expect(output).toContain('npm run fuzz');
    for (const option of ['examples', 'long', 'seed', 'document', 'url', 'by', 'reports']) {
      expect(output).toMatch(new RegExp(`^  --${option}\\b`, 'm'));
    }
  });

  it.each([
    ['--unknown'],
    ['--examples', '0'],
    ['--examples', 'many'],
    ['--document', 'nobody'],
    ['--by', 'hand'],
    ['--url', 'nowhere'],
    ['extra'],
  ])('refuses in a line what it does not understand: %s', async (...args) => {
    const { status, output } = await fuzz(args);
    expect(status).toBe(64);
    expect(output).toMatch(/^fuzz: .+\nnpm run fuzz -- --help says more\.\n$/);
  });

  const secrets = { LOGOUTD_JWT_SECRET: 'a secret', LOGOUTD_ADMIN_KEY: 'a key' };
  it.each([
    ['whose secrets nobody gives', {}, /^fuzz: --url needs LOGOUTD_JWT_SECRET and LOGOUTD_ADMIN_KEY.*\n$/],
    ['that does not answer', secrets, /^fuzz: nobody answers at http:\/\/127\.0\.0\.1:1: .+\n$/],
  ])('cannot run against a server %s, and ends with 2', async (_, env, said) => {
    const { status, output } = await fuzz(['--url', 'http://127.0.0.1:1'], undefined, env);
    expect(output).toMatch(said);
    expect(status).toBe(2);
  });

  it.each([
    ['no python3', {}],
    ['one that is too old, or has no venv', { python3: 'exit 1' }],
  ])('says what it needs where there is %s', (_, programs) => {
    const folder = folderForTest();
    for (const [name, does] of Object.entries(programs)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${does}\n`, { mode: 0o755 });
    }
    vi.stubEnv('PATH', folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(needsPython).toThrow('it needs docker, or Python 3.11 or later with venv, and neither is here');
  });

  it('takes the same cases each time, unless it is told otherwise', () => {
    expect(readOptions([])).toMatchObject({ deterministic: true, seed: 1 });
    expect(readOptions(['--examples', '500'])).toMatchObject({ deterministic: true, examples: 500 });
    expect(readOptions(['--seed', '7'])).toMatchObject({ deterministic: false, seed: 7 });
    expect(readOptions(['--long', '--seed', '7'])).toMatchObject({ deterministic: false, seed: 7 });
    const [one, another] = [readOptions(['--long']), readOptions(['--long'])];
    expect(one).toMatchObject({ deterministic: false });
    expect(one).not.toStrictEqual(another);
  });
});

/** A line more in the configuration is a line more here, and on the page that says why. */
it('leaves out these checks, each with its reason above it', () => {
  const lines = readFileSync(`${root}scripts/fuzz/schemathesis.toml`, 'utf8').split('\n');
  const exceptions = lines.flatMap((line, at) => {
    if (!/^checks\./.test(line)) return [];
    expect(lines[at - 1]).toMatch(/^# \w/);
    const block = lines.slice(0, at).findLast((one) => one.startsWith('include-'));
    return [`${block?.replace(/^[^=]+= /, '')}: ${line.replace('checks.', '')}`];
  });
  const unsayable = 'positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 422]';
  expect(exceptions).toStrictEqual([
    `"platformLogout": ${unsayable}`,
    '"/auth/logout": allow_header_conformance.enabled = false',
    '"/auth/logout": allow_header_conformance.enabled = false',
    `["registerSession", "replaceAccount", "revokeSessions"]: ${unsayable}`,
    '"verifySession": unsupported_method.enabled = false',
    '["readSession", "endSession"]: use_after_free.enabled = false',
  ]);
  const page = readFileSync(`${root}docs/decisions/0017-fuzzing.md`, 'utf8');
  for (const one of exceptions) expect(page).toContain(/: (\w+)/.exec(one)?.[1]);
});
