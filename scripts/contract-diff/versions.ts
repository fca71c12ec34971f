/** As much of semantic versioning as the rule needs: what follows the three numbers says nothing about breaking. */
export type Version = { readonly major: number; readonly minor: number; readonly patch: number };

export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:[-+].*)?$/.exec(text) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

export const versionText = ({ major, minor, patch }: Version): string => `${major}.${minor}.${patch}`;

/** Below 0 where `a` is the older one. */
export const compareVersions = (a: Version, b: Version): number =>
  a.major - b.major || a.minor - b.minor || a.patch - b.patch;

/** While it is 0.y, the minor version does the major's work (semver.org, point 4, as npm's `^` reads it). */
export const mayBreak = (from: Version, to: Version): boolean =>
  from.major === 0 && to.major === 0 ? to.minor > from.minor : to.major > from.major;

/** The least version that may break what `from` promised. */
export const nextThatMayBreak = ({ major, minor }: Version): Version =>
  major === 0 ? { major, minor: minor + 1, patch: 0 } : { major: major + 1, minor: 0, patch: 0 };
