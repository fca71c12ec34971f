/**
 * Everything that the documents declare, answered by a mock of the document and by the real server, judged by one
 * oracle. A mock answers what it is told to; the server, what the row's cause brings about.
 */
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { controlOperations } from '../../src/contracts/control/registry.ts';
import { contracts, type Declared, declarations, keyOf } from '../../src/kit/documents.ts';
import { headerOf } from '../../src/kit/headers.ts';
import { isOfLayer } from '../../src/kit/layer.ts';
import { faultsOf } from '../../src/kit/oracle.ts';
import { scenarios } from '../../src/kit/rows/table.ts';
import type { Reachable, Unreachable } from '../../src/kit/scenario.ts';
import type { Seen } from '../../src/kit/send.ts';
import { type Driver, type Shape, shapeOf } from '../ledger/sides.ts';
import { Conditions } from './drivers/conditions.ts';
import { type Mock, startMock } from './drivers/mock.ts';
import { about, presented } from './drivers/presented.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What the test has seen of one side of a declaration. */
    shape?: Shape;
  }
}

const conditions = new Conditions();
afterAll(() => conditions.end());

/** Each request has one of its own. */
const ids = new Set<string>();

describe.each(contracts)('%s', (contract) => {
  describe('a mock of the document answers', () => {
    let mock: Mock;
    beforeAll(async () => {
      mock = await startMock(contract);
    });
    afterAll(() => mock.close());
    const declared = declarations.filter((one) => one.contract === contract);
    test.for(declared.map((one) => [keyOf(one), one] as const))('%s', async ([, one], { task }) => {
      const seen = await mock.answer(one);
      note(task, 'mock', one, seen);
      expect(faultsOf(one, seen)).toEqual([]);
    });
  });

  describe('the server answers', () => {
    const rows = scenarios.flatMap((row) => (row.contract === contract && 'when' in row ? [row] : []));
    test.for(rows.map((row) => [titleOf(row), row] as const))('%s', async ([, row], { task }) => {
      const target = await conditions.under(row.on);
      const asked = await row.ask(target);
      const seen = await target.call(row.operationId, asked);
      note(task, 'server', declarationOf(row), seen);
      expect(faultsOf(declarationOf(row), seen, { ...row, asked })).toEqual([]);
      const id = headerOf(seen, 'x-request-id') ?? '';
      expect(ids, 'the ids of the requests before').not.toContain(id);
      ids.add(id);
    });
  });
});

describe('what no request can bring about is presented as declared', () => {
  const rows = scenarios.flatMap((row) => ('unreachable' in row ? [row] : []));
  test.for(rows.map((row) => [`${keyOf(row)}: ${row.unreachable}`, row] as const))(
    '%s',
    async ([, row], { task }) => {
      const operation = controlOperations[row.operationId as keyof typeof controlOperations];
      const seen = await presented(operation.refuse({ kind: 'fault' }, about));
      note(task, 'presenter', declarationOf(row), seen);
      expect(faultsOf(declarationOf(row), seen, row)).toEqual([]);
    },
  );
});

function note(task: TestContext['task'], driver: Driver, declared: Declared, seen: Seen): void {
  task.meta.shape = shapeOf(driver, keyOf(declared), seen, isOfLayer);
}

const titleOf = (row: Reachable): string => `${keyOf(row)}: ${row.on}, when ${row.when}`;

function declarationOf(row: Reachable | Unreachable) {
  const declared = declarations.find((one) => keyOf(one) === keyOf(row));
  if (declared === undefined) throw new Error(`${keyOf(row)} is not declared`);
  return declared;
}
