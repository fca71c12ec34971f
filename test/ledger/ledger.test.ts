import { describe, expect, it } from 'vitest';
import type { Declared } from '../../src/kit/documents.ts';
import { entriesOf, failuresOf, junitOf } from './ledger.ts';
import { differencesOf, type Shape, shapeOf } from './sides.ts';

const declared = (operationId: string, status: number): Declared => ({
  contract: 'platform',
  operationId,
  status,
  mediaType: 'application/json',
  exampleName: null,
  example: {},
  schema: {},
  headers: [],
});
const said = (driver: Shape['driver'], changes: Partial<Shape> = {}): Shape => ({
  driver,
  key: 'logOut 200 application/json',
  status: 200,
  mediaType: 'application/json',
  headers: ['ratelimit'],
  members: ['/message'],
  ...changes,
});

describe('parity', () => {
  it('is silent where the two sides agree', () => {
    expect(differencesOf([said('mock'), said('server')])).toEqual([]);
  });

  it('shows both sides where they do not', () => {
    const differing = said('server', { status: 204, headers: ['allow', 'ratelimit'], members: [] });
    expect(differencesOf([said('mock'), differing])).toEqual([
      { key: said('mock').key, in: 'status', mock: '200', server: '' },
      { key: said('mock').key, in: 'status', mock: '', server: '204' },
      { key: said('mock').key, in: 'header', mock: '', server: 'allow' },
      { key: said('mock').key, in: 'member', mock: '/message', server: '' },
    ]);
  });

  it('does not miss a header that only a setting brings, and sees it where only the server has it', () => {
    const posture = (driver: 'mock' | 'server') => said(driver, { headers: ['x-session-posture'] });
    const plain = (driver: 'mock' | 'server') => said(driver, { headers: [] });
    expect(differencesOf([posture('mock'), plain('server')])).toEqual([]);
    expect(differencesOf([plain('mock'), posture('server')])).toMatchObject([
      { server: 'x-session-posture' },
    ]);
  });

  it('takes members by their pointers, however deep, and headers without those of any answer', () => {
    const body = Buffer.from('{"data":[{"id":1},{"name":2}],"none":null}');
    const headers = [
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Date', 'now'],
      ['X-One', '1'],
    ] as const;
    expect(shapeOf('mock', 'key', { status: 200, headers, body }, (name) => name === 'date')).toEqual({
      driver: 'mock',
      key: 'key',
      status: 200,
      mediaType: 'application/json',
      headers: ['x-one'],
      members: ['/data', '/data/-', '/data/-/id', '/data/-/name', '/none'],
    });
  });
});

describe('the ledger', () => {
  const all = [declared('logOut', 200), declared('logOut', 500)];
  const entries = entriesOf(all, [said('mock'), said('server')], [{ 'logOut 200 application/json': 3 }]);

  it('counts what each side has answered, and what was seen on the wire', () => {
    expect(entries).toEqual([
      { contract: 'platform', what: 'logOut 200 application/json', mock: 1, server: 1, wire: 3 },
      { contract: 'platform', what: 'logOut 500 application/json', mock: 0, server: 0, wire: 0 },
    ]);
  });

  it('fails for each gap that has no written reason', () => {
    expect(failuresOf(entries, [], [])).toEqual([
      'The mock has not answered logOut 500 application/json.',
      'The server has not answered logOut 500 application/json.',
    ]);
    const excused = [{ what: 'logOut 500 application/json', reason: 'Nothing in it can fail.' }];
    expect(failuresOf(entries, excused, [])).toEqual([
      'The mock has not answered logOut 500 application/json.',
    ]);
  });

  it('fails for an exception that is none', () => {
    const wrong = [{ what: 'logOut 200 application/json', reason: 'Nobody gets in.' }];
    expect(failuresOf(entries.slice(0, 1), wrong, [])).toEqual([
      'logOut 200 application/json was answered, though it is said that nothing brings it about.',
    ]);
  });

  it('is JUnit too, with a case for each declaration and side', () => {
    const xml = junitOf(entries, [
      { what: 'logOut 500 application/json', reason: 'It "cannot" <fail>\u0007.' },
    ]);
    expect(xml).toContain('<testsuite name="ledger" tests="4" failures="1" skipped="1">');
    expect(xml).toContain('<skipped message="It &quot;cannot&quot; &lt;fail&gt;\ufffd."/>');
  });
});
