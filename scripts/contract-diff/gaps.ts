/**
 * What oasdiff sees and has no rule for. A change that nobody judged would pass as none, so it counts as breaking:
 * how credentials are carried, where the server is, patterns and values of response headers, unknown members.
 */
import type { Judged } from './oasdiff.ts';

/** One place in oasdiff's tree of differences, with what it was and what it became. */
type Leaf = { readonly steps: readonly string[]; readonly from: unknown; readonly to: unknown };

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];
/** They say something to people only. */
const FOR_PEOPLE = ['externalDocs', 'tags'];

export function unjudged(differences: Record<string, unknown>, judged: readonly Judged[]): Judged[] {
  const judgedOperations = new Set(judged.map(({ operation }) => operation));
  return leavesOf(differences, []).flatMap(({ steps, from, to }): Judged[] => {
    const leaf = { ...inOperation(steps), from, to };
    const [first = ''] = leaf.steps;
    if (leaf.operation === undefined) return isGeneral(steps) ? [finding(leaf, undefined)] : [];
    if (FOR_PEOPLE.includes(first)) return [];
    return !judgedOperations.has(leaf.operation) || isKnownGap(leaf) ? [finding(leaf, leaf.operation)] : [];
  });
}

/** Schemes that came or went matter where they are used, and there oasdiff has rules. */
const isGeneral = ([first, second, third]: readonly string[]): boolean =>
  first === 'servers' ||
  (first === 'paths' && third === 'servers') ||
  (second === 'securitySchemes' && third !== 'added' && third !== 'deleted');

/** Found by trying them: these pass beside another change of the operation that is judged, too. */
function isKnownGap({ steps, to }: Leaf): boolean {
  const last = steps.at(-1) ?? '';
  if (last.startsWith('additionalProperties')) return true;
  if (!steps.includes('headers')) return false;
  // That a header is no longer required, there is a rule for.
  return last === 'required' ? to === true : steps.includes('pattern') || steps.includes('enum');
}

/** The operation that the steps lead through, and the steps inside it. */
function inOperation(steps: readonly string[]): {
  readonly operation: string | undefined;
  readonly steps: readonly string[];
} {
  const [first, path, operations, method = '', ...inside] = steps;
  const isIn = first === 'paths' && operations === 'operations' && METHODS.includes(method);
  return isIn ? { operation: `${method} ${path}`, steps: inside } : { operation: undefined, steps };
}

function finding({ steps, from, to }: Leaf, operation: string | undefined): Judged {
  const breaking = !isPromiseOnly({ steps, from, to });
  const place = steps.map((step) => (/^\d{3}$/.test(step) ? `\`${step}\`` : step)).join(' ');
  const text = `${place}: ${json(from)} became ${json(to)}`;
  return {
    id: 'unjudged',
    text: breaking ? `${text} (no rule judges this, so it counts as breaking)` : text,
    breaking,
    operation,
  };
}

/** More is promised than before, or more accepted. */
function isPromiseOnly({ steps, from, to }: Leaf): boolean {
  const last = steps.at(-1);
  if (steps[0] === 'responses' && steps.at(-3) === 'headers' && last === 'required') return to === true;
  return steps[0] === 'requestBody' && last === 'additionalPropertiesAllowed' && from === false;
}

const json = (value: unknown): string => (value === undefined ? 'nothing' : `\`${JSON.stringify(value)}\``);

function leavesOf(node: unknown, steps: readonly string[]): Leaf[] {
  if (typeof node !== 'object' || node === null) return [{ steps, from: undefined, to: node }];
  if (Array.isArray(node)) {
    return steps.at(-1) === 'deleted'
      ? [{ steps, from: node, to: undefined }]
      : [{ steps, from: undefined, to: node }];
  }
  if ('from' in node && 'to' in node) return [{ steps, from: node.from, to: node.to }];
  return Object.entries(node).flatMap(([key, inner]) =>
    leavesOf(inner, key === 'modified' ? steps : [...steps, key]),
  );
}
