/**
 * What oasdiff sees and has no rule for. A change that nobody judged would pass as none, so it counts as breaking:
 * how credentials are carried, where the server is, patterns and values of response headers, unknown members.
 */
import { type Leaf, leavesOf } from './leaves.ts';
import type { Judged } from './oasdiff.ts';
import { isSpokenOf } from './spoken.ts';

/** They say something to people only. */
const FOR_PEOPLE = ['externalDocs', 'tags'];

export function unjudged(differences: Record<string, unknown>, judged: readonly Judged[]): Judged[] {
  return leavesOf(differences).flatMap((leaf): Judged[] => {
    const [first = ''] = leaf.steps;
    if (leaf.operation === undefined) {
      return isGeneral(leaf.steps) || isSilentRemoval(leaf, judged) ? [finding(leaf, NO_RULE)] : [];
    }
    if (FOR_PEOPLE.includes(first)) return [];
    if (isWidened(leaf)) return [finding(leaf, 'less is promised than before')];
    return isSpokenOf(leaf, judged) ? [] : [finding(leaf, NO_RULE)];
  });
}

const NO_RULE = 'no rule judges this, so it counts as breaking';

/** Schemes that came or went matter where they are used, and there oasdiff has rules. */
const isGeneral = ([first, second, third]: readonly string[]): boolean =>
  first === 'servers' ||
  (first === 'paths' && third === 'servers') ||
  (second === 'securitySchemes' && third !== 'added' && third !== 'deleted');

/** What was to end by now (`x-sunset`) goes without a word of oasdiff's. */
function isSilentRemoval({ steps, from }: Leaf, judged: readonly Judged[]): boolean {
  const [first, path, second, third] = steps;
  if (first !== 'paths') return false;
  if (path === 'deleted') return !judged.some(({ operation }) => operation?.endsWith(` ${String(from)}`));
  const isGone = second === 'operations' && third === 'deleted';
  return isGone && !judged.some(({ operation }) => operation === `${String(from)} ${path}`);
}

/** Of an answer: oasdiff takes values that are no longer named, and another format, for a promise of more. */
function isWidened({ steps, from, to }: Leaf): boolean {
  if (steps[0] !== 'responses') return false;
  const last = steps.at(-1);
  return last === 'enumDeleted' || (last === 'format' && from !== '' && to !== '');
}

function finding({ operation, steps, from, to }: Leaf, why: string): Judged {
  const breaking = !isPromiseOnly({ steps, from, to });
  const place = steps.map((step) => (/^\d{3}$/.test(step) ? `\`${step}\`` : step)).join(' ');
  const text = `${place}: ${json(from)} became ${json(to)}`;
  return { id: 'unjudged', text: breaking ? `${text} (${why})` : text, breaking, operation };
}

/** More is promised than before, or more accepted. */
function isPromiseOnly({ steps, from, to }: Pick<Leaf, 'steps' | 'from' | 'to'>): boolean {
  const last = steps.at(-1);
  if (steps[0] === 'responses' && steps.at(-3) === 'headers' && last === 'required') return to === true;
  return steps[0] === 'requestBody' && last === 'additionalPropertiesAllowed' && from === false;
}

const json = (value: unknown): string => (value === undefined ? 'nothing' : `\`${JSON.stringify(value)}\``);
