import { describe, expect, it } from 'vitest';
import {
  mayBreak,
  nextThatMayBreak,
  parseVersion,
  versionText,
} from '../../scripts/contract-diff/versions.ts';

function read(text: string) {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`${text} is no version`);
  return version;
}

describe('a breaking change', () => {
  it.for([
    ['0.1.0', '0.2.0'],
    ['0.1.9', '1.0.0'],
    ['1.4.2', '2.0.0'],
    ['1.4.2', '2.0.0-rc.1'],
    ['9.0.0', '10.0.0'],
  ] as const)('may come from %s to %s', ([from, to]) => {
    expect(mayBreak(read(from), read(to))).toBe(true);
  });

  it.for([
    ['0.1.0', '0.1.0'],
    ['0.1.0', '0.1.1'],
    ['0.2.0', '0.1.9'],
    ['1.4.2', '1.5.0'],
    ['1.4.2', '1.4.2'],
    ['2.0.0', '1.9.0'],
    ['1.0.0', '0.9.0'],
  ] as const)('may not come from %s to %s', ([from, to]) => {
    expect(mayBreak(read(from), read(to))).toBe(false);
  });

  it.for([
    ['0.1.4', '0.2.0'],
    ['1.4.2', '2.0.0'],
  ] as const)('from %s on needs %s', ([from, least]) => {
    expect(versionText(nextThatMayBreak(read(from)))).toBe(least);
  });
});

it.for(['1.2', '1.2.3.4', 'v1.x.0', '01.2.3', ''])('%j is no version', (text) => {
  expect(parseVersion(text)).toBeUndefined();
});
