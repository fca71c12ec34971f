/** The choice of the contract against the README's rules, written once more and by other means. */
import { METHODS } from 'node:http';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Choice, choose } from '../../../src/http/choose.ts';
import { type Owned, owned } from '../../catalogue/owner.ts';

// The weights make each operation that the last lines ask for come up dozens of times in a run.
const methods = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'QUERY') },
  { weight: 1, arbitrary: fc.constantFrom(...METHODS, 'get', 'Post', '') },
  { weight: 1, arbitrary: fc.string() },
);
const templates = [
  '/auth/logout',
  '/api/auth/logout',
  '/api/security/v1/auth/logout',
  '/v1/sessions',
  '/v1/sessions/',
  '/v1/accounts/',
  '/v1/tenants/',
  '/healthz',
  '/readyz',
  '/metrics',
];
const names = fc.oneof(
  fc.constantFrom('', 'ada', '%2f', 'a%20b', '..', '.', '%'),
  fc.webSegment(),
  fc.string(),
);
const known = fc.oneof(
  fc.constantFrom(...templates.filter((one) => one.endsWith('/logout'))),
  fc.constantFrom(...templates),
  fc
    .tuple(fc.constantFrom(...templates.filter((one) => one.endsWith('/'))), names)
    .map((parts) => parts.join('')),
);
/** One character more, less or other, in another case, or another path in front of or behind it. */
const near = fc
  .tuple(
    known,
    fc.nat(),
    fc.constantFrom('', '/', '//', '%2f', '.', ';', '\\', 'x', 'A', ' ', '%00'),
    fc.nat(2),
  )
  .map(([path, at, piece, cut]) => {
    const index = at % (path.length + 1);
    return path.slice(0, index) + piece + path.slice(index + cut);
  });
const paths = fc.oneof(
  { weight: 4, arbitrary: known },
  { weight: 4, arbitrary: near },
  { weight: 1, arbitrary: fc.mixedCase(known) },
  { weight: 1, arbitrary: fc.oneof(fc.webPath(), fc.string()) },
);
const storeId = fc.mixedCase(fc.constant('x-store-id'));
const headers = fc.array(
  fc.oneof(
    storeId,
    fc.constantFrom(
      'x-token',
      'Authorization',
      'Cookie',
      'x-store-ids',
      'x_store_id',
      'x-store',
      ' x-store-id',
    ),
    fc.string(),
  ),
  { maxLength: 5 },
);

/** The choice in the model's words. */
function inWords(choice: Choice): Owned {
  switch (choice.kind) {
    case 'operation':
      return { kind: 'operation', contract: choice.contract, operationId: choice.operation.operationId };
    case 'method-not-allowed':
      return { kind: 'not-allowed', contract: choice.contract, allow: choice.allow.join(', ') };
    case 'options':
      return { kind: 'options', allow: choice.allow.join(', ') };
    case 'unknown-path':
      return { kind: 'unknown' };
  }
}

it('gives every request to the contract that the README gives it to', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(methods, paths, headers, (method, path, headerNames) => {
      const hasStoreId = headerNames.some((name) => name.toLowerCase() === 'x-store-id');
      const chosen = inWords(choose({ method, path, headerNames: () => headerNames }));
      expect(chosen).toEqual(owned({ method, path, hasStoreId }));
      met.add(chosen.kind === 'operation' ? chosen.operationId : chosen.kind);
    }),
    { numRuns: 10_000 },
  );
  // It has not only tried what is unknown.
  expect([...met]).toEqual(
    expect.arrayContaining([
      'platformLogout',
      'gsmLogout',
      'tenantLogout',
      'sessionLogout',
      'storefrontLogout',
      'storefrontLogoutByPost',
      'endSession',
      'replaceAccount',
      'not-allowed',
      'options',
      'unknown',
    ]),
  );
});

it('a parameter is what decoding it once gives, or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webSegment(), fc.string(), fc.string().map(encodeURIComponent)), (segment) => {
      fc.pre(segment !== '' && !segment.includes('/') && !/[\n\r\u2028\u2029]/.test(segment));
      const choice = choose({ method: 'DELETE', path: `/v1/sessions/${segment}`, headerNames: () => [] });
      const decoded = (): unknown => {
        try {
          return { sessionId: decodeURIComponent(segment) };
        } catch {
          return null;
        }
      };
      expect(choice.kind === 'operation' && choice.params).toEqual(decoded());
    }),
  );
});
