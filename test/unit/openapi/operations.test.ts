import { describe, expect, it } from 'vitest';
import type { ContractName, Operation } from '../../../generated/operations.ts';
import { operations } from '../../../generated/operations.ts';
import { contractNames, readDocument } from '../../../scripts/contracts/documents.ts';
import { operationsOf } from '../../../scripts/contracts/operations.ts';

const of = (name: ContractName): readonly Operation[] => operations[name];
const published = contractNames.filter((name) => name !== 'control');
const everyOperation = contractNames.flatMap((name) =>
  of(name).map((operation) => ({ name, operation, id: operation.operationId })),
);

function operation(id: string): Operation {
  const found = everyOperation.find((one) => one.id === id);
  if (!found) throw new Error(`no operation ${id}`);
  return found.operation;
}

const seen = ({ method, path, responses }: Operation) =>
  `${method} ${path} ${Object.keys(responses).join(' ')}`;

describe('the table of operations', () => {
  it('lists the contracts in their order', () => {
    expect(Object.keys(operations)).toEqual([...contractNames]);
  });

  it.each(contractNames)('says of %s what its document says', async (name) => {
    expect(operations[name]).toEqual(operationsOf(await readDocument(name)));
  });

  it('names every operation once', () => {
    expect(new Set(everyOperation.map(({ id }) => id)).size).toBe(everyOperation.length);
  });

  it.each([
    ['platformLogout', 'POST /auth/logout 200 400 401 403 404 409 422 429 500'],
    ['gsmLogout', 'POST /api/security/v1/auth/logout 200 401 429 500'],
    ['tenantLogout', 'GET /auth/logout 200 401 403 429 500'],
    ['sessionLogout', 'POST /api/auth/logout 200 401 429 500'],
    ['storefrontLogout', 'GET /auth/logout 200 400 401 403 404 429 500'],
    ['storefrontLogoutByPost', 'POST /auth/logout 200 400 401 403 404 429 500'],
  ])('has %s where the published contract has it, with its statuses and the added ones', (id, expected) => {
    expect(seen(operation(id))).toBe(expected);
  });

  it('has a body for no published operation but that of platform, which may leave it out', () => {
    const withBody = published.flatMap((name) => of(name).filter(({ body }) => body !== null));
    expect(withBody.map(({ operationId, body }) => ({ operationId, body }))).toEqual([
      { operationId: 'platformLogout', body: { required: false, mediaTypes: ['application/json'] } },
    ]);
  });

  it('requires a credential that has no alternative, and neither of two that replace each other', () => {
    expect(operation('tenantLogout').credentials).toEqual([
      { in: 'header', name: 'x-token', required: true },
    ]);
    expect(operation('gsmLogout').credentials).toEqual([
      { in: 'cookie', name: 'gsm_token', required: false },
      { in: 'header', name: 'Authorization', required: false },
    ]);
    expect(operation('readHealth').credentials).toEqual([]);
  });

  it('gives the parameters of a path to each of its operations', () => {
    expect(operation('storefrontLogoutByPost').parameters).toEqual([
      { in: 'header', name: 'x-store-id', required: true },
    ]);
    expect(operation('platformLogout').parameters).toEqual([]);
  });

  it('leaves a check nothing to be held to but its body: it passes no validator of the whole document', () => {
    expect(operation('introspectToken').parameters).toEqual([]);
    expect(operation('verifySession')).toMatchObject({ parameters: [], body: null });
  });
});

describe('every declared response', () => {
  it.each(everyOperation)('of $id is uncached and carries the id of its request', ({ operation }) => {
    for (const { requiredHeaders } of Object.values(operation.responses)) {
      expect(requiredHeaders).toEqual(expect.arrayContaining(['Cache-Control', 'x-request-id']));
    }
  });

  it.each(everyOperation)(
    'of $id declares the limit exactly where there can be one',
    ({ name, operation }) => {
      for (const [status, { headers, requiredHeaders }] of Object.entries(operation.responses)) {
        expect(headers.includes('RateLimit') && headers.includes('RateLimit-Policy')).toBe(
          name !== 'control',
        );
        expect(requiredHeaders).not.toContain('RateLimit');
        expect(requiredHeaders.includes('Retry-After')).toBe(status === '429');
      }
    },
  );

  it.each(everyOperation)(
    'of $id challenges at 401, unless the contract has no Bearer, and at 403 where only a key can be at fault',
    ({ id, name, operation }) => {
      const isOfKey = name === 'control' && !['registerSession', 'verifySession'].includes(id);
      for (const [status, { requiredHeaders }] of Object.entries(operation.responses)) {
        const challenges = (status === '401' && name !== 'tenant') || (status === '403' && isOfKey);
        expect(requiredHeaders.includes('WWW-Authenticate')).toBe(challenges);
      }
    },
  );
});
