/** Runs the rows of some contracts against a server, one after the other, and judges every answer. */
import { type Contract, declarations, keyOf } from '../documents.ts';
import { faultsOf } from '../oracle.ts';
import { scenarios } from '../rows/table.ts';
import type { Reachable, Scenario } from '../scenario.ts';
import type { Exchange } from '../server.ts';
import { CannotArrange } from '../target.ts';
import { CommandFailed } from './commands.ts';
import { type Conditions, order } from './conditions.ts';
import { shown } from './shown.ts';
import { unlessStopped } from './stopping.ts';

export interface Result {
  readonly contract: Contract;
  /** Of the declaration: operation, status, media type, example. */
  readonly key: string;
  /** The cause, as a clause that goes on after "when"; `null`: no request brings it about. */
  readonly when: string | null;
  readonly verdict:
    | { readonly kind: 'passed' }
    /** A sentence for each fault, and the last that was asked and answered; `null`: nothing was answered. */
    | { readonly kind: 'failed'; readonly faults: readonly string[]; readonly exchange: Told | null }
    /** `isForWant`: there is an option that would have brought it about. */
    | { readonly kind: 'skipped'; readonly reason: string; readonly isForWant: boolean };
}

/** Of an exchange, what people may see: no credential, and the beginning of the body. */
export interface Told {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

export interface Judging {
  readonly conditions: Conditions;
  readonly isDevelopment: boolean;
  /** In lower case. */
  readonly allowedHeaders: readonly string[];
  /** What nobody may see; it grows during the run. */
  readonly secrets: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly tell: (result: Result) => void;
}

const BODY_SHOWN = 200;

/** @throws {Stopped} */
export async function judgeAll(contracts: readonly Contract[], judging: Judging): Promise<readonly Result[]> {
  const rows = scenarios.filter(({ contract }) => contracts.includes(contract));
  const results: Result[] = [];
  for (const row of inOrder(rows)) {
    const verdict = await unlessStopped(judging.signal, () => verdictOf(row, judging));
    const result = {
      contract: row.contract,
      key: keyOf(row),
      when: 'when' in row ? row.when : null,
      verdict,
    };
    judging.tell(result);
    results.push(result);
  }
  return results;
}

function inOrder(rows: readonly Scenario[]): readonly Scenario[] {
  const rank = (row: Scenario): number => ('on' in row ? order.indexOf(row.on) : order.length);
  return rows.toSorted((one, other) => rank(one) - rank(other));
}

async function verdictOf(row: Scenario, judging: Judging): Promise<Result['verdict']> {
  if ('unreachable' in row) return { kind: 'skipped', reason: row.unreachable, isForWant: false };
  if (row.on === 'in development' && !judging.isDevelopment) {
    const reason = 'It is about a server that runs for development, and shows more than in production.';
    return { kind: 'skipped', reason, isForWant: false };
  }
  let last: Exchange | null = null;
  const watch = (exchange: Exchange | null): void => {
    last = exchange;
  };
  try {
    const faults = await faultsIn(row, judging, watch);
    return faults.length === 0 ? { kind: 'passed' } : failed(faults, last, judging.secrets);
  } catch (error) {
    if (error instanceof CannotArrange) return { kind: 'skipped', reason: error.message, isForWant: true };
    // The state that the row needs did not come about, or there was no answer, or one of no declared status.
    const why = error instanceof Error ? error.message : String(error);
    return failed([why], error instanceof CommandFailed ? null : last, judging.secrets);
  }
}

async function faultsIn(
  row: Reachable,
  { conditions, allowedHeaders, isDevelopment }: Judging,
  watch: (exchange: Exchange | null) => void,
): Promise<readonly string[]> {
  const declared = declarations.find((one) => keyOf(one) === keyOf(row));
  if (declared === undefined) throw new Error(`${keyOf(row)} is not declared`);
  const target = await conditions.under(row.on, watch);
  const asked = await row.ask(target);
  const seen = await target.call(row.operationId, asked);
  const held = { ...row, asked, allowedHeaders };
  const inDevelopment = { ...held, varying: { ...row.varying, ...row.inDevelopment } };
  if (isDevelopment) return faultsOf(declared, seen, inDevelopment);
  const faults = faultsOf(declared, seen, held);
  if (faults.length === 0 || faultsOf(declared, seen, inDevelopment).length > 0) return faults;
  return [
    ...faults,
    'A server that runs for development may answer so: run it as in production, or give --development.',
  ];
}

function failed(
  faults: readonly string[],
  last: Exchange | null,
  secrets: ReadonlySet<string>,
): Result['verdict'] {
  const exchange = last && {
    method: last.method,
    url: shown(last.url, secrets),
    status: last.seen.status,
    body: shown(last.seen.body.toString(), secrets, BODY_SHOWN),
  };
  return { kind: 'failed', faults: faults.map((fault) => shown(fault, secrets)), exchange };
}
