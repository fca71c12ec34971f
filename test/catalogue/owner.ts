/** Whose a request is, as the README says it. Nothing of the server's own choice is used here. */
import { type Contract, declarations, type Operation, operationNamed } from '../../src/kit/documents.ts';

export interface Line {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly hasStoreId: boolean;
}

export type Owned =
  | { readonly kind: 'operation'; readonly contract: Contract; readonly operationId: string }
  /** `allow`: the header's text. */
  | { readonly kind: 'not-allowed'; readonly contract: Contract; readonly allow: string }
  | { readonly kind: 'options'; readonly allow: string }
  | { readonly kind: 'unknown' };

const operations: readonly Operation[] = [...new Set(declarations.map(({ operationId }) => operationId))].map(
  operationNamed,
);

const isAt = (template: string, path: string): boolean => {
  const [parts, given] = [template.split('/'), path.split('/')];
  if (parts.length !== given.length) return false;
  return parts.every((part, at) => (part.startsWith('{') ? given[at] !== '' : part === given[at]));
};

/** The README: verify has every method, and every path below its own. */
const VERIFY = '/v1/verify';

/** The README's table, and the three sentences below it. */
function ownerOf({ method, path, hasStoreId }: Line): Contract | null {
  if (path === '/api/security/v1/auth/logout') return 'gsm';
  if (path === '/api/auth/logout') return 'session';
  if (path === '/auth/logout') {
    if (hasStoreId) return 'storefront';
    return method === 'GET' ? 'tenant' : 'platform';
  }
  return operations.some((one) => one.contract === 'control' && isAt(one.path, path)) ? 'control' : null;
}

const allowOf = (here: readonly Operation[]): string =>
  [...[...new Set(here.map(({ method }) => method))].sort(), 'OPTIONS'].join(', ');

export function owned(line: Line): Owned {
  if (line.path === VERIFY || line.path.startsWith(`${VERIFY}/`)) {
    return { kind: 'operation', contract: 'control', operationId: 'verifySession' };
  }
  const contract = ownerOf(line);
  if (contract === null) return { kind: 'unknown' };
  const here = operations.filter(({ path }) => path === line.path || isAt(path, line.path));
  if (line.method === 'OPTIONS') return { kind: 'options', allow: allowOf(here) };
  const own = here.filter((one) => one.contract === contract);
  const found = own.find(({ method }) => method === line.method);
  if (found === undefined) return { kind: 'not-allowed', contract, allow: allowOf(own) };
  return { kind: 'operation', contract, operationId: found.operationId };
}
