/** What the contracts are compared with. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { needsGit } from './program.ts';
import { contract, Project } from './project.ts';

const small = { small: contract('200') };
const version = (major: number, minor: number, patch: number) => ({ major, minor, patch });

describe('in a repository', () => {
  beforeEach(needsGit);

  it('it is the newest release that can be reached, by number and not by name or age', () => {
    const project = new Project().write('0.10.0', small).commit('v0.9.0', 'v0.10.0');
    project.write('0.10.1', { small: contract('200', '401') }).commit('v0.2.0');
    expect(project.base()).toMatchObject({ name: 'v0.10.0', version: version(0, 10, 0) });
  });

  it('it holds the documents of then', () => {
    const project = new Project().write('1.0.0', { small: contract('200'), other: contract('204') });
    project.commit('v1.0.0').write('1.0.0', { small: contract('500') });
    expect(project.base()).toMatchObject({
      documents: new Map([
        ['other', contract('204')],
        ['small', contract('200')],
      ]),
    });
  });

  it('a release of another branch, a candidate and a tag of another kind are none', () => {
    const project = new Project().write('1.0.0', small).commit('v1.0.0');
    project.git('checkout', '--quiet', '-b', 'other');
    project.commit('v3.0.0').git('checkout', '--quiet', 'main');
    project.commit('v2.0.0-rc.1', 'v2', 'nightly');
    expect(project.base()).toMatchObject({ name: 'v1.0.0' });
  });

  it('without a release there is nothing to compare with, and that is no failure', () => {
    const project = new Project().write('0.1.0', small).commit('nightly');
    expect(project.diff()).toStrictEqual({
      status: 0,
      printed: '',
      said: 'no tag vX.Y.Z can be reached from here, so there is no release yet: the contracts are compared with nothing',
    });
  });

  it('a shallow clone without tags cannot know, and says how it could', () => {
    const origin = new Project().write('1.0.0', small).commit('v1.0.0').commit();
    const clone = new Project();
    execFileSync('git', [
      'clone',
      '--quiet',
      '--depth=1',
      '--no-tags',
      `file://${origin.folder}`,
      clone.folder,
    ]);
    expect(clone.diff()).toMatchObject({
      status: 2,
      said: expect.stringMatching(/clone is shallow and has no tag vX\.Y\.Z.*git fetch --tags --unshallow/),
    });
  });

  it('--base takes any commit, and the version that its package.json had', () => {
    const project = new Project().write('0.4.0', small).commit('v0.1.0', 'some-tag');
    project.write('0.5.0', small).commit();
    expect(project.base({ ref: 'HEAD~1' })).toMatchObject({ name: 'HEAD~1', version: version(0, 4, 0) });
    expect(project.base({ ref: 'some-tag' })).toMatchObject({ version: version(0, 4, 0) });
    expect(project.base({ ref: 'v0.1.0' })).toMatchObject({ version: version(0, 1, 0) });
  });

  it.for(['no-such-branch', '--help', ''])('--base %j is no verdict but a failure', (ref) => {
    const project = new Project().write('1.0.0', small).commit('v1.0.0');
    expect(project.diff({ ref })).toMatchObject({ status: 2, printed: '' });
  });
});

describe('without a repository', () => {
  it('there is no release', () => {
    const project = new Project().write('1.0.0', small);
    expect(project.diff()).toMatchObject({
      status: 0,
      said: expect.stringMatching(/no git repository.*compared with nothing/),
    });
  });

  it('--base-dir takes a folder, and the version of the package.json beside it', () => {
    const old = new Project().write('1.2.3', small);
    const project = new Project().write('1.2.3', small);
    expect(project.base({ folder: join(old.folder, 'openapi') })).toMatchObject({
      version: version(1, 2, 3),
    });
    expect(project.diff({ folder: join(old.folder, 'openapi') })).toMatchObject({
      status: 0,
      said: expect.stringMatching(/0 breaking, 0 other changes$/),
    });
  });

  it('a folder that is missing or has no documents is a failure', () => {
    const project = new Project().write('1.0.0', small);
    const empty = join(project.folder, 'empty');
    mkdirSync(empty);
    expect(project.diff({ folder: empty })).toMatchObject({
      status: 2,
      said: expect.stringMatching(/no OpenAPI/),
    });
    expect(project.diff({ folder: join(project.folder, 'missing') })).toMatchObject({ status: 2 });
  });

  it('YAML that is no OpenAPI document is left out, and what is no YAML is a failure', () => {
    const project = new Project().write('1.0.0', { ...small, layer: 'statuses: []' });
    const folder = join(project.folder, 'openapi');
    expect(project.base({ folder })).toMatchObject({ documents: new Map(Object.entries(small)) });
    writeFileSync(join(folder, 'layer.yaml'), '{');
    expect(project.diff({ folder })).toMatchObject({ status: 2, said: expect.stringMatching(/layer\.yaml/) });
  });
});
