/** A row of the table: how one declared answer is brought about. */

import type { Contract } from './documents.ts';
import type { Expectation } from './oracle.ts';
import type { Ask } from './send.ts';
import type { Target } from './target.ts';
import type { Varying } from './varying.ts';

/** What the server has to suffer, or how it has to be set up; a driver brings each about. */
export type Condition =
  /** Under NODE_ENV=production, with a store that works and limits that are not met. */
  | 'in production'
  | 'in development'
  /** The limits are low enough to be met: `Target.permitted`. */
  | 'limited'
  /** Entries at the beginning of the log are no longer kept. */
  | 'after the log was trimmed'
  /** Another process holds the write lock of the database and does not let go. */
  | 'with a locked store'
  /** The database file was overwritten with garbage. */
  | 'with a damaged store';

/** What a row shows, and of which declaration. */
interface Row {
  readonly contract: Contract;
  readonly operationId: string;
  readonly status: number;
  /** `null`: the answer has no body. */
  readonly mediaType: string | null;
  /** The example's name; `null` where the response has one without a name, or none. */
  readonly exampleName: string | null;
}

/** A status that the real server answers for a real cause. */
export interface Reachable extends Row, Expectation {
  /** The cause, as a clause that goes on after "when". */
  readonly when: string;
  readonly on: Condition;
  /** What else may differ from the example where the server runs for development, as the document says. */
  readonly inDevelopment?: Varying;
  /** Brings about what the request needs, and gives the request. */
  readonly ask: (target: Target) => Ask | Promise<Ask>;
}

/** A status that no request can bring about. Its presenter is judged in place of the server. */
export interface Unreachable extends Row, Expectation {
  readonly unreachable: string;
}

export type Scenario = Reachable | Unreachable;

type Short<S extends Row> = Omit<S, 'contract' | 'mediaType' | 'exampleName'> &
  Partial<Pick<S, 'mediaType' | 'exampleName'>>;

/** Rows of one contract; a row leaves out its media type where that is the usual one of the contract's answers. */
export function rowsOf(contract: Contract, usual: (status: number) => string | null) {
  return (rows: readonly (Short<Reachable> | Short<Unreachable>)[]): readonly Scenario[] =>
    rows.map((row) => ({ mediaType: usual(row.status), exampleName: null, ...row, contract }));
}
