/** Who is let in: the server takes the credentials that the documents spell, where they say, and without them nobody. */
import { describe, expect, test } from 'vitest';
import { type Json, type Operation, object, operations } from '../../src/kit/documents.ts';
import { newTenant, newUser } from '../../src/kit/rows/arrange.ts';
import { scenarios } from '../../src/kit/rows/table.ts';
import { type Seen, sendOperation } from '../../src/kit/send.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { documentedRequest } from './drivers/documented.ts';

const server = sharedServer();

/** A token is of nobody else: what other requests end does not end it. storefront has its tenant in a header. */
const valueFor = ({ contract }: Operation, scheme: Json): string => {
  const isKey = contract === 'control' && scheme['type'] === 'http' && scheme['bearerFormat'] !== 'JWT';
  if (isKey) return ADMIN_KEY;
  return token({ sub: newUser(), ...(contract === 'tenant' ? { tid: newTenant() } : {}) });
};

function ask(
  operation: Operation,
  alternative: readonly Json[],
  query?: Record<string, string>,
): Promise<Seen> {
  const credentials = alternative.map((scheme) => [scheme, valueFor(operation, scheme)] as const);
  const documented = documentedRequest(operation, credentials);
  return sendOperation(server().url, operation, { ...documented, query: query ?? {} });
}

const named = (all: readonly Operation[]) => all.map((one) => [one.operationId, one] as const);
const closed = operations.filter(({ credentials }) => credentials.length > 0);
const open = operations.filter(({ credentials }) => credentials.length === 0);

test('exactly the operations that ask for a credential declare 401, and have a row for a request without one', () => {
  const names = closed.map(({ operationId }) => operationId);
  const declaring = operations.filter(({ declared }) => declared.some(({ status }) => status === 401));
  expect(declaring.map(({ operationId }) => operationId)).toEqual(names);
  const without = scenarios.filter(
    (row) => row.status === 401 && 'when' in row && /^there is no /.test(row.when),
  );
  expect(names.filter((name) => !without.some(({ operationId }) => operationId === name))).toEqual([]);
});

describe('an operation that asks for a credential', () => {
  test.each(named(closed))('%s is 401 without', async (_, operation) => {
    expect((await ask(operation, [])).status).toBe(401);
  });

  const alternatives = closed.flatMap((operation) =>
    operation.credentials.map((schemes) => {
      const spelled = schemes.map((scheme) => scheme['name'] ?? scheme['scheme']).join(' and ');
      return [operation.operationId, spelled, operation, schemes] as const;
    }),
  );
  test.each(alternatives)(
    '%s is not, with %s as the document spells it',
    async (_, __, operation, schemes) => {
      const { status } = await ask(operation, schemes);
      expect(operation.declared.map((one) => one.status)).toContain(status);
      expect(status).not.toBe(401);
    },
  );
});

test.each(named(open))('%s, which is open, asks for none', async (_, operation) => {
  const { status } = await ask(operation, []);
  expect(operation.declared.map((one) => one.status)).toContain(status);
  expect(status).not.toBe(401);
});

/** What the schema refuses; `null`: nothing, so that nobody could tell whether the server knows the parameter. */
function refusedBy({ type, enum: values, maxLength }: Json): string | null {
  if (type === 'integer') return 'x';
  if (Array.isArray(values)) return values.join('-');
  return typeof maxLength === 'number' ? 'x'.repeat(maxLength + 1) : null;
}

test.each(
  operations.flatMap((operation) =>
    operation.parameters
      .filter((one) => one['in'] === 'query')
      .map((one) => [operation.operationId, String(one['name']), operation, object(one['schema'])] as const),
  ),
)('%s has the query parameter %s, and refuses what its schema does', async (_, name, operation, schema) => {
  const [credentials = []] = operation.credentials;
  const value = refusedBy(schema);
  expect(value).not.toBeNull();
  expect((await ask(operation, credentials, { [name]: value ?? '' })).status).toBe(400);
});
