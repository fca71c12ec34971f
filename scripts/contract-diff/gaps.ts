/**
 * What oasdiff sees and has no rule for. A change that nobody judged would pass as none, so it counts as breaking:
 * how credentials are carried, where the server is, patterns and values of response headers, unknown members.
 */
import type { Judged } from './oasdiff.ts';

type Step = { readonly steps: readonly string[]; readonly said: string };

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];
/** They say something to people only. */
const HARMLESS = ['externalDocs', 'tags'];

export function unjudged(differences: Record<string, unknown>, judged: readonly Judged[]): Judged[] {
  const leaves = leavesOf(differences, []);
  const general = leaves
    .filter(({ steps: [first, second] }) => first === 'servers' || second === 'securitySchemes')
    .filter(({ steps }) => !(steps[1] === 'securitySchemes' && ['added', 'deleted'].includes(steps[2] ?? '')))
    .map((leaf) => finding(leaf.steps, leaf.said, undefined));
  const ofOperations = leaves.flatMap((leaf) => {
    const at = leaf.steps.findIndex((step) => METHODS.includes(step));
    if (leaf.steps[0] !== 'paths' || at === -1) return [];
    const operation = `${leaf.steps[at]} ${leaf.steps
      .slice(1, at)
      .filter((step) => step.startsWith('/'))
      .join('')}`;
    const inside = leaf.steps.slice(at + 1);
    const isJudged = judged.some((one) => one.operation === operation);
    if (HARMLESS.includes(inside[0] ?? '') || (isJudged && !isKnownGap(inside))) return [];
    return [finding(inside, leaf.said, operation)];
  });
  return [...general, ...ofOperations];
}

/** Found by trying them: these pass beside a change that is judged, too. */
function isKnownGap(steps: readonly string[]): boolean {
  const last = steps.at(-1) ?? '';
  if (last.startsWith('additionalProperties')) return true;
  return steps.includes('headers') && steps.some((step) => step === 'pattern' || step === 'enum');
}

const finding = (steps: readonly string[], said: string, operation: string | undefined): Judged => ({
  id: 'unjudged',
  text: `${steps.join(' ')} ${said} (no rule judges this, so it counts as breaking)`,
  breaking: true,
  operation,
});

/** A leaf is a value that became another, or a list of what came or went. */
function leavesOf(node: unknown, steps: readonly string[]): Step[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node))
    return [{ steps, said: `is ${JSON.stringify(node)}` }];
  if ('from' in node || 'to' in node) {
    const { from, to } = node as { readonly from?: unknown; readonly to?: unknown };
    return [{ steps, said: `was ${JSON.stringify(from ?? null)} and is ${JSON.stringify(to ?? null)}` }];
  }
  return Object.entries(node).flatMap(([key, inner]) =>
    Array.isArray(inner)
      ? [{ steps: [...steps, key], said: inner.map((one) => JSON.stringify(one)).join(', ') }]
      : leavesOf(inner, key === 'modified' ? steps : [...steps, key]),
  );
}
