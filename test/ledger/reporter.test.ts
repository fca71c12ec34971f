/** What the reporter finds fails the run, and is written down. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TestModule } from 'vitest/node';
import { declarations, keyOf } from '../../src/kit/documents.ts';
import { folderForTest } from '../support/folders.ts';
import { exceptionsOf } from './ledger.ts';
import LedgerReporter from './reporter.ts';
import type { Driver, Shape } from './sides.ts';

const here = process.cwd();
let folder: string;
let printed: string;
let exitCode: typeof process.exitCode;
beforeEach(() => {
  folder = folderForTest();
  process.chdir(folder);
  exitCode = process.exitCode;
  printed = '';
  vi.spyOn(console, 'log').mockImplementation((text: string) => {
    printed += `${text}\n`;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = exitCode;
  process.chdir(here);
});

const said = (driver: Driver, key: string): Shape => ({
  driver,
  key,
  status: 200,
  mediaType: 'application/json',
  headers: [],
  members: [],
});

/** A run of the contract tests in which these shapes were seen. */
const run = (shapes: readonly Shape[], state = 'passed'): readonly TestModule[] => [
  {
    relativeModuleId: 'test/contract/contract.test.ts',
    children: {
      allTests: () => shapes.map((shape) => ({ result: () => ({ state }), meta: () => ({ shape }) })),
    },
    meta: () => ({ wire: { answers: {}, undeclared: ['odd: a fault'] } }),
  } as unknown as TestModule,
];

/** Everything that is declared, by the mock, and by the server but for what no request brings about. */
const excepted = new Set(exceptionsOf().map(({ what }) => what));
const keys = declarations.map(keyOf);
const complete = [
  ...keys.map((key) => said('mock', key)),
  ...keys.map((key) => said(excepted.has(key) ? 'presenter' : 'server', key)),
];
const written = (name: string) => JSON.parse(readFileSync(join(folder, 'reports', name), 'utf8'));

/** Runs the reporter, and says whether the run failed by it. */
function fails(shapes: readonly Shape[], state?: string): boolean {
  process.exitCode = undefined;
  new LedgerReporter().onTestRunEnd(run(shapes, state));
  const failed = process.exitCode === 1;
  process.exitCode = exitCode;
  return failed;
}

it('lets a run pass in which all was answered, and writes down what was', () => {
  expect(fails(complete)).toBe(false);
  const { entries, exceptions, undeclared } = written('ledger.json');
  expect(entries.length).toBeGreaterThan(50);
  expect(exceptions).toEqual(exceptionsOf());
  expect(undeclared).toEqual(['odd: a fault']);
  expect(written('parity.json')).toEqual([]);
  expect(readFileSync(join(folder, 'reports', 'ledger.xml'), 'utf8')).toContain('failures="0"');
});

it('fails a run in which something was not answered, and says what', () => {
  const [first = ''] = keys;
  expect(fails(complete.filter(({ driver, key }) => driver !== 'server' || key !== first))).toBe(true);
  expect(printed).toContain(`The server has not answered ${first}.`);
});

it('fails a run in which the two sides differ, the presenter among them', () => {
  const [what = ''] = excepted;
  const differing = complete.map((shape) =>
    shape.driver === 'presenter' && shape.key === what ? { ...shape, members: ['/more'] } : shape,
  );
  expect(fails(differing)).toBe(true);
  expect(written('parity.json')).toEqual([{ key: what, in: 'member', mock: '', server: '/more' }]);
});

it('says nothing of a part of the tests', () => {
  expect(fails([], 'passed')).toBe(false);
  expect(fails(complete.slice(0, 1), 'skipped')).toBe(false);
  expect(printed).toBe('');
});
