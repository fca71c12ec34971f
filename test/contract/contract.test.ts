/**
 * Everything that the documents declare, answered by a mock of the document and by the real server, judged by one
 * oracle. A mock answers what it is told to; the server, what the row's cause brings about.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlOperations } from '../../src/contracts/control/registry.ts';
import { contracts, declarations, keyOf } from '../../src/kit/documents.ts';
import { faultsOf } from '../../src/kit/oracle.ts';
import { scenarios } from '../../src/kit/rows/table.ts';
import type { Reachable, Unreachable } from '../../src/kit/scenario.ts';
import { Conditions } from './drivers/conditions.ts';
import { type Mock, startMock } from './drivers/mock.ts';
import { about, presented } from './drivers/presented.ts';

const conditions = new Conditions();
afterAll(() => conditions.end());

describe.each(contracts)('%s', (contract) => {
  describe('a mock of the document answers', () => {
    let mock: Mock;
    beforeAll(async () => {
      mock = await startMock(contract);
    });
    afterAll(() => mock.close());
    const declared = declarations.filter((one) => one.contract === contract);
    test.each(declared.map((one) => [keyOf(one), one] as const))('%s', async (_, one) => {
      expect(faultsOf(one, await mock.answer(one))).toEqual([]);
    });
  });

  describe('the server answers', () => {
    const rows = scenarios.flatMap((row) => (row.contract === contract && 'when' in row ? [row] : []));
    test.each(rows.map((row) => [titleOf(row), row] as const))('%s', async (_, row) => {
      const target = await conditions.under(row.on);
      const asked = await row.ask(target);
      const seen = await target.call(row.operationId, asked);
      expect(faultsOf(declarationOf(row), seen, { ...row, asked })).toEqual([]);
    });
  });
});

describe('what no request can bring about is presented as declared', () => {
  const rows = scenarios.flatMap((row) => ('unreachable' in row ? [row] : []));
  test.each(rows.map((row) => [`${keyOf(row)}: ${row.unreachable}`, row] as const))('%s', async (_, row) => {
    const operation = controlOperations[row.operationId as keyof typeof controlOperations];
    const seen = await presented(operation.refuse({ kind: 'fault' }, about));
    expect(faultsOf(declarationOf(row), seen, row)).toEqual([]);
  });
});

const titleOf = (row: Reachable): string => `${keyOf(row)}: ${row.on}, when ${row.when}`;

function declarationOf(row: Reachable | Unreachable) {
  const declared = declarations.find((one) => keyOf(one) === keyOf(row));
  if (declared === undefined) throw new Error(`${keyOf(row)} is not declared`);
  return declared;
}
