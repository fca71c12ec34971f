/**
 * Whether one of oasdiff's rules has spoken of a change: one whose name has to do with what changed, in a sentence that
 * names the place. That a rule spoke of something else in the same operation says nothing.
 */
import type { Leaf } from './leaves.ts';
import type { Judged } from './oasdiff.ts';

/** What a change is about, and what a sentence about it has to name. */
interface Place {
  /** The last keyword of OpenAPI on the way to it. */
  readonly topic: string;
  readonly names: readonly string[];
  /** Members on the way, as oasdiff spells them: `sessions/items/startedAt`. */
  readonly member: string;
}

/** Of the rules about a topic, a part of their names; that of any other topic is its own name. */
const RULES: Readonly<Record<string, RegExp>> = {
  responses: /-status-/,
  headers: /-header-/,
  content: /media-?type/,
  parameters: /-parameter/,
  properties: /-property/,
  required: /required|optional|-property-(?:added|removed)/,
  requestBody: /request-body/,
  operationID: /operation-id/,
  securityRequirements: /-security-/,
  deprecated: /deprecated|reactivated/,
  type: /-type-|-types-/,
  format: /-type-/,
  // There is none, and many names have "not" in them.
  not: /^$/,
};
/** Below these stands a name, unless it is said at once what was added or deleted. */
const NAMED = ['responses', 'headers', 'content', 'properties'];
const HOW = /^(?:schema|added|deleted|\w+(?:Added|Deleted))$/;

export function isSpokenOf(leaf: Leaf, judged: readonly Judged[]): boolean {
  const place = placeOf(leaf);
  const names = [...place.names, ...(place.member === '' ? [] : [place.member])];
  return judged.some(
    ({ id, text, operation }) =>
      operation === leaf.operation &&
      rulesAbout(place.topic).test(id) &&
      !(place.topic !== 'content' && /media-type/.test(id)) &&
      names.every((name) => text.toLowerCase().includes(`\`${name.toLowerCase()}\``)),
  );
}

const rulesAbout = (topic: string): RegExp =>
  RULES[topic] ?? new RegExp(`-${topic.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}(?:-|$)`);

function placeOf({ steps, from, to }: Leaf): Place {
  const names: string[] = [];
  const members: string[] = [];
  let topic = '';
  for (let at = 0; at < steps.length; at += 1) {
    const [step = '', next = ''] = steps.slice(at, at + 2);
    if (HOW.test(step)) continue;
    topic = step;
    if (step === 'items') members.push(step);
    if (step === 'parameters') {
      // `query q …`, or `added query` with the names in the list.
      if (!HOW.test(next)) names.push(steps[at + 2] ?? '');
      at += 2;
    } else if (NAMED.includes(step) && !HOW.test(next) && next !== '') {
      at += 1;
      if (step === 'properties') members.push(next);
      // What differs in a media type's own name is said of the media type.
      else if (step === 'content') at = steps[at + 1] === 'name' ? steps.length : at;
      else names.push(next);
    }
  }
  const listed = listedNames(topic, from ?? to);
  if (topic === 'properties' || (topic === 'required' && listed.length > 0)) members.push(...listed);
  else names.push(...listed);
  return { topic, names, member: members.join('/') };
}

/** What a list of names has in it; a list of values or of types is about where it stands. */
function listedNames(topic: string, value: unknown): readonly string[] {
  if (topic === 'securityRequirements') return Object.keys((value as { schemes?: object }).schemes ?? {});
  const isList = [...NAMED, 'required', 'parameters'].includes(topic);
  return isList && typeof value === 'string' ? [value] : [];
}
