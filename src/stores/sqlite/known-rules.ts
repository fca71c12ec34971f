/** Cut-offs of issuers, keys and tenants, and tenants' policies, as they were read last: most decisions look at the same few. */
import type { DatabaseSync } from 'node:sqlite';
import type { CutOff, CutOffScope, TenantPolicy } from '../../sessions/model.ts';
import { scopeKey } from '../../sessions/scope.ts';
import type { Change } from '../../sessions/store.ts';
import { DataVersion } from './data-version.ts';

/** Of each. Who has more tenants or keys has most of them read anew. */
const CAPACITY = 1000;

/**
 * They are as good as read within any transaction that `begun` was called in: what this process changes is forgotten as it
 * is written, and what others change shows in SQLite's `data_version`.
 */
export class KnownRules {
  readonly #cutOffs = new Map<string, readonly CutOff[]>();
  readonly #policies = new Map<string, TenantPolicy | null>();
  readonly #version: DataVersion;

  constructor(db: DatabaseSync) {
    this.#version = new DataVersion(db);
  }

  /** Once a transaction, before anything is asked. Throws what SQLite throws. */
  begun(): void {
    if (!this.#version.isUnchanged()) this.clear();
  }

  cutOffsOf(scope: CutOffScope, read: (scope: CutOffScope) => readonly CutOff[]): readonly CutOff[] {
    return known(this.#cutOffs, scopeKey(scope), () => read(scope));
  }

  policyOf(tenant: string, read: (tenant: string) => TenantPolicy | null): TenantPolicy | null {
    return known(this.#policies, tenant, () => read(tenant));
  }

  /** This process writes it, in this turn of the event loop. */
  changes(change: Change): void {
    const isWide = change.kind === 'cut-off' && change.made.scope.kind !== 'subject';
    if (isWide || change.kind === 'put-tenant-policy') this.clear();
  }

  /** Also where a transaction has failed: what it wrote may have been read in it. */
  clear(): void {
    this.#cutOffs.clear();
    this.#policies.clear();
  }
}

function known<V>(of: Map<string, V>, name: string, read: () => V): V {
  const found = of.get(name);
  if (found !== undefined) return found;
  if (of.size >= CAPACITY) of.clear();
  const value = read();
  of.set(name, value);
  return value;
}
