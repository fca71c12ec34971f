/** All documents of two releases, one by one, by name. */
import type { Documents } from './documents.ts';
import type { Finding } from './findings.ts';
import { unjudged } from './gaps.ts';
import { type Comparison, compare, type Judged } from './oasdiff.ts';

/** oasdiff has these fixed at INFO, whatever the severity file says: what a credential has to be is a promise too. */
const BREAKING = [
  'api-global-security-added',
  'api-global-security-removed',
  'api-global-security-scope-added',
];
/** A component alone is nothing that a client could see. Where it is used, another rule or `unjudged` speaks. */
const SILENT = /^api-security-component-/;

export function judge(before: Documents, after: Documents, oasdiff: () => string): Finding[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((contract): Finding[] => {
    const [old, now] = [before.get(contract), after.get(contract)];
    const whole = { contract, operation: undefined };
    if (old === undefined) return [{ ...whole, kind: 'added', text: 'the contract itself' }];
    if (now === undefined) return [{ ...whole, kind: 'breaking', text: 'the contract was removed' }];
    if (old === now) return [];
    return findings(contract, compare(oasdiff(), old, now));
  });
}

function findings(contract: string, { judged, differences }: Comparison): Finding[] {
  return [...judged, ...unjudged(differences, judged)]
    .filter(({ id }) => !SILENT.test(id))
    .map((one) => ({ contract, operation: one.operation, kind: kindOf(one), text: one.text }));
}

function kindOf({ id, breaking }: Judged): Finding['kind'] {
  if (breaking || BREAKING.includes(id)) return 'breaking';
  return /^new-|-added(-|$)/.test(id) ? 'added' : 'changed';
}
