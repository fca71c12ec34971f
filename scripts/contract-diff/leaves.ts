/** oasdiff's tree of differences, taken apart into its single changes. */

/** One change: where it is, what it was, and what it became. */
export interface Leaf {
  /** `POST /auth/logout`; `undefined`: it is in no operation. */
  readonly operation: string | undefined;
  /** Inside of the operation, where there is one. */
  readonly steps: readonly string[];
  readonly from: unknown;
  readonly to: unknown;
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

export const leavesOf = (differences: Record<string, unknown>): readonly Leaf[] =>
  changesIn(differences, []).map(({ steps, from, to }) => ({ ...inOperation(steps), from, to }));

function inOperation(steps: readonly string[]): Pick<Leaf, 'operation' | 'steps'> {
  const [first, path, operations, method = '', ...inside] = steps;
  const isIn = first === 'paths' && operations === 'operations' && METHODS.includes(method);
  return isIn ? { operation: `${method} ${path}`, steps: inside } : { operation: undefined, steps };
}

function changesIn(node: unknown, steps: readonly string[]): readonly Omit<Leaf, 'operation'>[] {
  if (typeof node !== 'object' || node === null) return [{ steps, from: undefined, to: node }];
  if (Array.isArray(node)) {
    // A list is of what was added or deleted: each of them is a change of its own.
    const isGone = steps.includes('deleted');
    return node.map((one) => ({
      steps,
      ...(isGone ? { from: one, to: undefined } : { from: undefined, to: one }),
    }));
  }
  if ('from' in node && 'to' in node) return [{ steps, from: node.from, to: node.to }];
  return Object.entries(node).flatMap(([key, inner]) =>
    changesIn(inner, key === 'modified' ? steps : [...steps, key]),
  );
}
