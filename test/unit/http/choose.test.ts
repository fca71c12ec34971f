import { METHODS } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '../../../generated/operations.ts';
import { type Choice, choose } from '../../../src/http/choose.ts';

const chosen = (method: string, path: string, ...headerNames: string[]): string => {
  const choice: Choice = choose({ method, path, headerNames: () => headerNames });
  if (choice.kind === 'operation') return choice.operation.operationId;
  if (choice.kind === 'method-not-allowed') return `405 ${choice.contract} ${choice.allow.join(' ')}`;
  return choice.kind === 'options' ? `204 ${choice.allow.join(' ')}` : '404';
};

const METHODS_AND_MORE = [...METHODS, 'QUERY', 'FOO', 'get', 'post', ''];

describe('on the shared path', () => {
  it.each([
    ['GET', [], 'tenantLogout'],
    ['POST', [], 'platformLogout'],
    ['GET', ['x-store-id'], 'storefrontLogout'],
    ['POST', ['x-store-id'], 'storefrontLogoutByPost'],
    ['GET', ['X-Store-Id'], 'storefrontLogout'],
    ['POST', ['X-STORE-ID', 'x-store-id'], 'storefrontLogoutByPost'],
    ['GET', ['x-store-ids', 'store-id', 'x_store_id', 'x-token'], 'tenantLogout'],
    ['POST', ['Authorization', 'Cookie'], 'platformLogout'],
  ])('%s with %j belongs to %s', (method, headers, operationId) => {
    expect(chosen(method, '/auth/logout', ...headers)).toBe(operationId);
  });

  it.each(METHODS_AND_MORE.filter((method) => !['GET', 'POST', 'OPTIONS'].includes(method)))(
    '%s is no operation, and its owner says so',
    (method) => {
      expect(chosen(method, '/auth/logout')).toBe('405 platform POST OPTIONS');
      expect(chosen(method, '/auth/logout', 'x-store-id')).toBe('405 storefront GET POST OPTIONS');
    },
  );

  it('OPTIONS is answered for all of its contracts together, with and without the header', () => {
    expect(chosen('OPTIONS', '/auth/logout')).toBe('204 GET POST OPTIONS');
    expect(chosen('OPTIONS', '/auth/logout', 'x-store-id')).toBe('204 GET POST OPTIONS');
  });
});

describe('on a path of one contract', () => {
  it.each([
    ['/api/security/v1/auth/logout', 'gsm', 'gsmLogout'],
    ['/api/auth/logout', 'session', 'sessionLogout'],
  ])('%s belongs to %s, whatever headers come along', (path, contract, operationId) => {
    for (const headers of [[], ['x-store-id'], ['x-token']]) {
      expect(chosen('POST', path, ...headers)).toBe(operationId);
      for (const method of METHODS_AND_MORE.filter((one) => !['POST', 'OPTIONS'].includes(one))) {
        expect(chosen(method, path, ...headers)).toBe(`405 ${contract} POST OPTIONS`);
      }
    }
  });
});

describe('a look-alike of a path', () => {
  const paths = ['/auth/logout', '/api/auth/logout', '/api/security/v1/auth/logout', '/healthz'];
  const distort: readonly ((path: string) => string)[] = [
    (path) => `${path}/`,
    (path) => `/${path}`,
    (path) => path.replace('/', '//'),
    (path) => `${path}//`,
    (path) => path.toUpperCase(),
    (path) => path.replace('l', 'L'),
    (path) => path.replace('l', '%6c'),
    (path) => path.replace('h', '%68'),
    (path) => `/.${path}`,
    (path) => `/x/..${path}`,
    (path) => `${path}/.`,
    (path) => `${path};a=b`,
    (path) => `${path}%20`,
    (path) => `${path}%00`,
    (path) => `${path} `,
    (path) => path.slice(1),
    (path) => path.replaceAll('/', '%2f'),
    (path) => path.replaceAll('/', '\\'),
    (path) => `${path}.json`,
    () => '',
    () => '*',
    () => '/',
  ];
  it.each(paths)('%s is unknown, for every method', (path) => {
    for (const look of distort) {
      for (const method of METHODS_AND_MORE) expect(chosen(method, look(path), 'x-store-id')).toBe('404');
    }
  });
});

describe('a path with a parameter', () => {
  const params = (path: string) => {
    const choice = choose({ method: 'GET', path, headerNames: () => [] });
    return choice.kind === 'operation' ? choice.params : choice.kind;
  };
  it('decodes the parameter once', () => {
    expect(params('/v1/sessions/a%2Fb%2541')).toEqual({ sessionId: 'a/b%41' });
    expect(params('/v1/accounts/%C3%A9')).toEqual({ subject: 'é' });
  });
  it('tells a parameter whose encoding is broken', () => {
    expect(params('/v1/sessions/%ff')).toBeNull();
    expect(params('/v1/sessions/%')).toBeNull();
  });
  it('has one parameter in one segment, and not an empty one', () => {
    expect(params('/v1/sessions/')).toBe('unknown-path');
    expect(params('/v1/sessions/a/b')).toBe('unknown-path');
  });
});

describe('the choice', () => {
  it('finds every declared operation at its own method and path', () => {
    for (const [contract, all] of Object.entries(operations)) {
      for (const { method, path, operationId } of all) {
        const headers = contract === 'storefront' ? ['x-store-id'] : [];
        expect(chosen(method, path.replace(/\{[^}]+\}/, 'x'), ...headers)).toBe(operationId);
      }
    }
  });

  it('gives every request exactly one answer, and never throws', () => {
    const known = Object.values(operations).flatMap((all) => all.map(({ path }) => path as string));
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom(...METHODS)),
        fc.oneof(fc.string(), fc.constantFrom(...known), fc.webPath()),
        fc.array(fc.oneof(fc.string(), fc.constantFrom('x-store-id', 'X-Store-ID', 'x-token'))),
        (method, path, headerNames) => {
          const asked = { method, path, headerNames: () => headerNames };
          expect(choose(asked)).toEqual(choose(asked));
        },
      ),
    );
  });
});
