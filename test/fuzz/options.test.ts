/** The command line, and what the configuration leaves out. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../scripts/fuzz/options.ts';
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
    ['--url', 'http://127.0.0.1:1'],
    ['extra'],
  ])('refuses in a line what it does not understand: %s', async (...args) => {
    const { status, output } = await fuzz(args);
    expect(status).toBe(2);
    expect(output).toMatch(/^fuzz: .+\n$/);
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
