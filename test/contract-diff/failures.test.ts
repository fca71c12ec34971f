/** A tool that fails, or says what nobody understands, has not said that nothing changed. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CannotCompare } from '../../scripts/contract-diff/findings.ts';
import { installedOasdiff } from '../../scripts/contract-diff/install.ts';
import { compare } from '../../scripts/contract-diff/oasdiff.ts';
import { temporaryFolder } from '../support/server.ts';
import { contract } from './project.ts';

/** A program in oasdiff's place. */
function stub(script: string): string {
  const file = join(temporaryFolder(), 'oasdiff');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const finding = (level: number) => JSON.stringify([{ id: 'a-rule', text: 'something', level }]);

describe('there is no verdict where oasdiff', () => {
  it.for([
    ['ends with another status than 0', 'echo "[]"; echo it broke >&2; exit 102', /ended with 102: it broke/],
    ['is killed', 'echo "[]"; kill -9 $$', /ended with/],
    ['prints nothing', 'exit 0', /printed no JSON: ""/],
    ['prints what is no JSON', 'echo fine', /printed no JSON: "fine/],
    ['prints another kind of JSON', 'echo \'{"changes": 3}\'', /unknown here/],
    ['knows a level that we do not', `echo '${finding(4)}'`, /unknown here/],
    [
      'fails in its second run only',
      '[ "$1" = changelog ] && echo "[]" || { echo no >&2; exit 1; }',
      /ended with 1: no/,
    ],
  ] as const)('%s', ([, script, message]) => {
    const attempt = () => compare(stub(script), contract('200'), contract('401'));
    expect(attempt).toThrow(CannotCompare);
    expect(attempt).toThrow(message);
  });

  it('cannot be started', () => {
    expect(() => compare(join(temporaryFolder(), 'missing'), 'a', 'b')).toThrow(/could not be started/);
  });
});

it('there is none without go either, and the words say so', () => {
  vi.stubEnv('PATH', temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(() => installedOasdiff(() => undefined, temporaryFolder())).toThrow(
    /no go on this machine.*install Go/,
  );
});

it('what may break counts as what does', () => {
  const said = (level: number) =>
    compare(stub(`[ "$1" = diff ] && echo '{}' || echo '${finding(level)}'`), 'a', 'b').judged;
  expect([1, 2, 3].map((level) => said(level)[0]?.breaking)).toStrictEqual([false, true, true]);
});
