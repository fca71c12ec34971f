/** Which requests belong to a contract, where a path has more than one. */
import type { ReadContract, ReadOperation } from './reading.ts';

/** What an operation's request must carry, and must not. */
export interface Telling {
  readonly carries: readonly string[];
  readonly lacks: readonly string[];
}

const tellingHeaders = ({ parameters }: ReadOperation): readonly string[] =>
  parameters.filter((parameter) => parameter.in === 'header' && parameter.required).map(({ name }) => name);

export function telling(operation: ReadOperation, contracts: readonly ReadContract[]): Telling {
  const carries = tellingHeaders(operation);
  const neighbours = contracts
    .flatMap(({ operations }) => operations)
    .filter(({ path }) => path === operation.path);
  const lacks = new Set(neighbours.flatMap(tellingHeaders).filter((name) => !carries.includes(name)));
  return { carries, lacks: [...lacks] };
}
