/** Runs the rows of some contracts against a server, one after the other, and judges every answer. */
import { type Contract, declarations, keyOf } from '../documents.ts';
import { faultsOf } from '../oracle.ts';
import { scenarios } from '../rows/table.ts';
import type { Reachable, Scenario } from '../scenario.ts';
import { CannotArrange, UndeclaredStatus } from '../target.ts';
import { type Conditions, order } from './conditions.ts';

export interface Result {
  readonly contract: Contract;
  /** Of the declaration: operation, status, media type, example. */
  readonly key: string;
  /** The cause, as a clause that goes on after "when"; `null`: no request brings it about. */
  readonly when: string | null;
  readonly verdict:
    | { readonly kind: 'passed' }
    /** A sentence for each fault. */
    | { readonly kind: 'failed'; readonly faults: readonly string[] }
    | { readonly kind: 'skipped'; readonly reason: string };
}

export async function judgeAll(
  contracts: readonly Contract[],
  conditions: Conditions,
  {
    allowedHeaders,
    tell,
  }: { readonly allowedHeaders: readonly string[]; readonly tell: (result: Result) => void },
): Promise<readonly Result[]> {
  const rows = scenarios.filter(({ contract }) => contracts.includes(contract));
  const results: Result[] = [];
  for (const row of inOrder(rows)) {
    const verdict =
      'unreachable' in row ? skipped(row.unreachable) : await verdictOf(row, conditions, allowedHeaders);
    const result = {
      contract: row.contract,
      key: keyOf(row),
      when: 'when' in row ? row.when : null,
      verdict,
    };
    tell(result);
    results.push(result);
  }
  return results;
}

function inOrder(rows: readonly Scenario[]): readonly Scenario[] {
  const rank = (row: Scenario): number => ('on' in row ? order.indexOf(row.on) : order.length);
  return rows.toSorted((one, other) => rank(one) - rank(other));
}

const skipped = (reason: string): Result['verdict'] => ({ kind: 'skipped', reason });

async function verdictOf(
  row: Reachable,
  conditions: Conditions,
  allowedHeaders: readonly string[],
): Promise<Result['verdict']> {
  const declared = declarations.find((one) => keyOf(one) === keyOf(row));
  if (declared === undefined) throw new Error(`${keyOf(row)} is not declared`);
  try {
    const target = await conditions.under(row.on);
    const asked = await row.ask(target);
    const seen = await target.call(row.operationId, asked);
    const faults = faultsOf(declared, seen, { ...row, asked, allowedHeaders });
    return faults.length === 0 ? { kind: 'passed' } : { kind: 'failed', faults };
  } catch (error) {
    if (error instanceof CannotArrange) return skipped(error.message);
    if (error instanceof UndeclaredStatus) return { kind: 'failed', faults: [error.message] };
    // The state that the row needs did not come about, or there was no answer.
    return { kind: 'failed', faults: [error instanceof Error ? error.message : String(error)] };
  }
}
