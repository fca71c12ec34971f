import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from '../../bench/logoutd.ts';
import { type CpuProfile, timeOfStages } from '../../bench/profile/cpu-profile.ts';
import { type Place, stageOf } from '../../bench/profile/stages.ts';

const inSources = (file: string, functionName = 'f'): Place => ({
  functionName,
  url: pathToFileURL(join(root, 'src', file)).href,
});
const inPackage = (name: string): Place => ({
  functionName: 'g',
  url: pathToFileURL(join(root, 'node_modules', name, 'index.js')).href,
});
const NODE: Place = { functionName: 'emit', url: 'node:events' };
const HTTP: Place = { functionName: 'parserOnIncoming', url: 'node:_http_server' };
const NATIVE: Place = { functionName: 'writeLatin1String', url: '' };

describe('the stage of a place', () => {
  it('is that of the innermost place that has one, whatever of Node it called', () => {
    expect(stageOf([NATIVE, HTTP, inSources('http/write.ts'), inSources('http/edge.ts')])).toBe('write');
    expect(stageOf([inPackage('jsonwebtoken'), inSources('tokens/signature.ts')])).toBe('token');
    expect(stageOf([inSources('sessions/standing.ts'), inSources('stores/sqlite/store.ts')])).toBe('domain');
  });

  it('is that of a package, whoever called it', () => {
    expect(stageOf([NODE, inPackage('express-rate-limit'), inSources('http/edge.ts')])).toBe('limit');
    expect(stageOf([HTTP, NODE])).toBe('HTTP of Node');
    expect(stageOf([NODE])).toBe('the rest');
  });

  it('tells the commit from the rest of the store', () => {
    expect(stageOf([inSources('stores/sqlite/batches.ts', '#transact')])).toBe('store, until it is durable');
    expect(stageOf([inSources('stores/sqlite/batches.ts', 'add')])).toBe('store');
  });

  it('is none while nothing runs', () => {
    expect(stageOf([{ functionName: '(idle)', url: '' }])).toBeNull();
    expect(stageOf([{ functionName: '(garbage collector)', url: '' }])).toBe('garbage collection');
  });
});

it('counts the time of the samples between two moments', () => {
  const profile: CpuProfile = {
    nodes: [
      { id: 1, callFrame: { functionName: '(root)', url: '' }, children: [2, 4] },
      { id: 2, callFrame: inSources('http/write.ts'), children: [3] },
      { id: 3, callFrame: NATIVE },
      { id: 4, callFrame: { functionName: '(idle)', url: '' } },
    ],
    startTime: 1000,
    samples: [2, 3, 4, 3, 2],
    timeDeltas: [100, 100, 100, 100, 100],
  };
  expect([...timeOfStages(profile, { from: 1150, until: 1450 })]).toEqual([['write', 200]]);
});
