/** What is compared with: the last release, another commit, or a folder. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Documents, documentsAt, documentsIn } from './documents.ts';
import { CannotCompare } from './findings.ts';
import { type Git, gitIn } from './git.ts';
import { compareVersions, parseVersion, type Version, versionText } from './versions.ts';

export type Base = {
  readonly name: string;
  /** `undefined` where nothing says which version it was: then nothing may break. */
  readonly version: Version | undefined;
  readonly documents: Documents;
};
/** Nothing was ever released from here, so nothing can be broken. */
export type NoBase = { readonly none: string };
export type Choice = { readonly ref?: string | undefined; readonly folder?: string | undefined };

export function findBase(root: string, { ref, folder }: Choice): Base | NoBase {
  if (folder !== undefined) return baseIn(resolve(folder));
  const git = gitIn(root);
  if (ref !== undefined) return baseAt(git, ref);
  if (!existsSync(join(root, '.git'))) return { none: 'this is no git repository, so it knows no release' };
  const tag = newestRelease(git);
  if (tag !== undefined) return baseAt(git, tag);
  if (git('rev-parse', '--is-shallow-repository').trim() === 'true') {
    throw new CannotCompare(
      'this clone is shallow and has no tag vX.Y.Z, so the last release is not to be seen; run git fetch --tags --unshallow',
    );
  }
  return { none: 'no tag vX.Y.Z can be reached from here, so there is no release yet' };
}

function newestRelease(git: Git): string | undefined {
  const tags = git('tag', '--merged', 'HEAD').split('\n');
  return tags
    .filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag))
    .flatMap((tag) => {
      const version = parseVersion(tag);
      return version === undefined ? [] : [{ tag, version }];
    })
    .toSorted((a, b) => compareVersions(b.version, a.version))[0]?.tag;
}

function baseAt(git: Git, ref: string): Base {
  if (ref.startsWith('-')) throw new CannotCompare(`${ref} is no commit`);
  const commit = git('rev-parse', '--verify', `${ref}^{commit}`).trim();
  const version = /^v\d/.test(ref) ? parseVersion(ref) : undefined;
  return {
    name: ref,
    version: version ?? versionIn(git('show', `${commit}:package.json`), ref),
    documents: documentsAt(git, commit),
  };
}

function baseIn(folder: string): Base {
  const documents = documentsIn(folder);
  if (documents.size === 0) throw new CannotCompare(`there is no OpenAPI document (*.yaml) in ${folder}`);
  const file = join(dirname(folder), 'package.json');
  const version = existsSync(file) ? versionIn(readFileSync(file, 'utf8'), file) : undefined;
  return {
    name: version === undefined ? folder : `${folder} (${versionText(version)})`,
    version,
    documents,
  };
}

/** The version that a package.json gives. */
export function versionIn(packageJson: string, where: string): Version {
  const { version } = JSON.parse(packageJson) as { readonly version?: unknown };
  const parsed = typeof version === 'string' ? parseVersion(version) : undefined;
  if (parsed === undefined) throw new CannotCompare(`package.json of ${where} has no version such as 1.2.3`);
  return parsed;
}
