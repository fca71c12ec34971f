/**
 * Which contract owns a request: a pure function of method, path and headers. Exactly one contract owns every
 * request to a path that a document declares.
 */
import { type ContractName, type Operation, operations } from '../../generated/operations.ts';

export type Choice =
  | {
      readonly kind: 'operation';
      readonly contract: ContractName;
      readonly operation: Operation;
      /** Path parameters, percent-decoded once; `null` where the encoding is broken. */
      readonly params: Readonly<Record<string, string>> | null;
    }
  /** `allow`: the methods of the path's owner, and OPTIONS. */
  | {
      readonly kind: 'method-not-allowed';
      readonly contract: ContractName;
      readonly allow: readonly string[];
    }
  /** `allow`: the methods of all contracts that share the path, and OPTIONS. */
  | { readonly kind: 'options'; readonly allow: readonly string[] }
  | { readonly kind: 'unknown-path' };

/** The request as far as the choice looks at it. */
export interface Asked {
  readonly method: string;
  /** As it stands in the request line, without the query. */
  readonly path: string;
  /** In any case; only their presence counts. Few paths are told apart by them, so they are read only then. */
  readonly headerNames: () => readonly string[];
}

/** A request with this header belongs to this contract, whatever else shares the path. */
const tellingHeaders: ReadonlyMap<ContractName, string> = new Map([['storefront', 'x-store-id']]);

interface Owner {
  readonly contract: ContractName;
  readonly operations: readonly Operation[];
}
interface Path {
  readonly pattern: RegExp;
  readonly names: readonly string[];
  /** In the order of `operations`: the first is the one for a method that none has. */
  readonly owners: readonly Owner[];
  /** Whether a header tells some of them from the others. */
  readonly isTold: boolean;
  /** `x-any-method` in its document: also HEAD and OPTIONS are its own. */
  readonly anyMethod: boolean;
}

const templates: readonly string[] = [
  ...new Set(Object.values(operations).flatMap((all) => all.map(({ path }) => path))),
];
const literal: ReadonlyMap<string, Path> = new Map(
  templates.filter((template) => !template.includes('{')).map((template) => [template, pathOf(template)]),
);
const withParameters: readonly Path[] = templates.filter((template) => template.includes('{')).map(pathOf);
/** Paths that own every path below them: `x-any-subpath` in their document. */
const above: ReadonlyMap<string, Path> = new Map(
  Object.values<readonly Operation[]>(operations)
    .flat()
    .filter(({ anySubpath }) => anySubpath)
    .map(({ path }) => [`${path}/`, pathOf(path)]),
);

/** Paths match exactly, character for character: nothing is decoded, folded or trimmed but a parameter. */
export function choose(asked: Asked): Choice {
  const { method, path } = asked;
  const found = literal.get(path) ?? withParameters.find(({ pattern }) => pattern.test(path)) ?? below(path);
  if (found === undefined) return { kind: 'unknown-path' };
  if (method === 'OPTIONS' && !found.anyMethod) return { kind: 'options', allow: allow(found.owners) };
  const owner = ownerOf(found.owners, method, found.isTold ? asked.headerNames() : []);
  if (owner === undefined) return { kind: 'unknown-path' };
  const operation = owner.operations.find(({ method: own, anyMethod }) => anyMethod || own === method);
  if (operation === undefined) {
    return { kind: 'method-not-allowed', contract: owner.contract, allow: allow([owner]) };
  }
  return { kind: 'operation', contract: owner.contract, operation, params: paramsOf(found, path) };
}

function below(path: string): Path | undefined {
  for (const [prefix, one] of above) if (path.startsWith(prefix)) return one;
  return undefined;
}

function ownerOf(
  owners: readonly Owner[],
  method: string,
  headerNames: readonly string[],
): Owner | undefined {
  const told = owners.find(({ contract }) => {
    const header = tellingHeaders.get(contract);
    return header !== undefined && headerNames.some((name) => name.toLowerCase() === header);
  });
  if (told !== undefined) return told;
  const untold = owners.filter(({ contract }) => !tellingHeaders.has(contract));
  return untold.find((owner) => owner.operations.some((one) => one.method === method)) ?? untold[0];
}

function allow(owners: readonly Owner[]): readonly string[] {
  const methods = new Set(owners.flatMap((owner) => owner.operations.map((one) => one.method)));
  return [...[...methods].sort(), 'OPTIONS'];
}

const NO_PARAMS: Readonly<Record<string, string>> = {};

function paramsOf({ pattern, names }: Path, path: string): Readonly<Record<string, string>> | null {
  if (names.length === 0) return NO_PARAMS;
  const values = pattern.exec(path)?.slice(1) ?? [];
  try {
    return Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at] ?? '')]));
  } catch {
    return null;
  }
}

function pathOf(template: string): Path {
  const names: string[] = [];
  const source = template
    .split(/(\{[^}]+\})/)
    .map((part) => {
      if (!part.startsWith('{')) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(part.slice(1, -1));
      return '([^/]+)';
    })
    .join('');
  const owners = Object.entries(operations)
    .map(([contract, all]: [string, readonly Operation[]]) => ({
      contract: contract as ContractName,
      operations: all.filter(({ path }) => path === template),
    }))
    .filter((owner) => owner.operations.length > 0);
  const anyMethod = owners.some((owner) => owner.operations.some((one) => one.anyMethod));
  const isTold = owners.some(({ contract }) => tellingHeaders.has(contract));
  return { pattern: new RegExp(`^${source}$`), names, owners, isTold, anyMethod };
}
