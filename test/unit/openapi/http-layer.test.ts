import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { operations } from '../../../generated/operations.ts';
import { openapiFolder } from '../../../scripts/contracts/documents.ts';

type Entry = { why: string };
type HttpLayer = {
  statuses: (Entry & { status: number; headers: string[]; requiredHeaders: string[] })[];
  headers: (Entry & { name: string })[];
  routes: (Entry & { path: string })[];
};

const list: HttpLayer = parse(await readFile(new URL('http-layer.yaml', openapiFolder), 'utf8'));

describe('the list of what is no operation', () => {
  it('gives a reason for every entry', () => {
    for (const { why } of [...list.statuses, ...list.headers, ...list.routes]) expect(why).toMatch(/\.$/);
  });

  it('has exactly the statuses that may appear undeclared', () => {
    expect(list.statuses.map(({ status }) => status).sort()).toEqual([204, 400, 404, 405, 408, 431]);
  });

  it('requires no header of a status that it does not allow', () => {
    for (const { headers, requiredHeaders } of list.statuses) {
      expect(headers).toEqual(expect.arrayContaining(requiredHeaders));
    }
  });

  it('excuses no header that an operation declares', () => {
    const declared = Object.values(operations)
      .flat()
      .flatMap(({ responses }) => Object.values(responses).flatMap(({ headers }) => headers));
    const excused = list.headers.map(({ name }) => name);
    expect(declared.filter((name: string) => excused.includes(name))).toEqual([]);
  });

  it('has no route that an operation declares', () => {
    const paths = new Set<string>(
      Object.values(operations)
        .flat()
        .map(({ path }) => path),
    );
    expect(list.routes.filter(({ path }) => paths.has(path))).toEqual([]);
  });
});
