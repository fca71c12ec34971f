import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Choice, findBase, versionIn } from './base.ts';
import { documentsIn } from './documents.ts';
import { CannotCompare } from './findings.ts';
import { fragment } from './fragment.ts';
import { installedOasdiff } from './install.ts';
import { judge } from './judge.ts';
import { mayBreak, nextThatMayBreak, type Version, versionText } from './versions.ts';

/** Where it says what: the changelog's part, and everything else. */
export type Out = { readonly print: (text: string) => void; readonly say: (line: string) => void };

/** 0: nothing is broken that may not be; 1: something is; 2: it could not be found out. */
export function contractDiff(root: string, choice: Choice, { print, say }: Out): 0 | 1 | 2 {
  try {
    const base = findBase(root, choice);
    if ('none' in base) {
      say(`${base.none}: the contracts are compared with nothing`);
      return 0;
    }
    const version = versionIn(readFileSync(join(root, 'package.json'), 'utf8'), root);
    const documents = documentsIn(join(root, 'openapi'));
    const findings = judge(base.documents, documents, () => installedOasdiff(say));
    if (findings.length > 0) print(fragment(findings));
    const breaking = findings.filter(({ kind }) => kind === 'breaking').length;
    say(`compared with ${base.name}: ${breaking} breaking, ${findings.length - breaking} other changes`);
    const complaint = breaking === 0 ? undefined : complaintOf(base.version, version);
    if (complaint !== undefined) say(complaint);
    return complaint === undefined ? 0 : 1;
  } catch (error) {
    // Whatever it was: a fault must not look like a verdict.
    const why = error instanceof CannotCompare ? error.message : (error as Error).stack;
    say(`the contracts could not be compared: ${why}`);
    return 2;
  }
}

function complaintOf(from: Version | undefined, to: Version): string | undefined {
  if (from === undefined)
    return 'a breaking change, and no package.json beside the folder says what version that was';
  if (mayBreak(from, to)) return undefined;
  const least = versionText(nextThatMayBreak(from));
  return `a breaking change from ${versionText(from)} on needs version ${least} at least, and package.json has ${versionText(to)}`;
}
