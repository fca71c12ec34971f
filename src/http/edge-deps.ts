/** What the edge is handed. */
import type { Response } from 'express';
import type { ContractName } from '../../generated/operations.ts';
import type { LogoutContract } from '../contracts/contract.ts';
import type { ControlDeps } from '../contracts/control/operation.ts';
import type { About } from '../contracts/presenter.ts';
import type { IdentifyKey } from './control.ts';
import type { Handled } from './exchange.ts';
import type { CountsOf, RateLimit } from './limits.ts';
import type { LogoutDeps } from './logout.ts';
import type { Site } from './site.ts';

export interface EdgeSettings {
  readonly production: boolean;
  /** CIDRs and addresses. */
  readonly trustedProxies: readonly string[];
  readonly allowedOrigins: ReadonlySet<string>;
  readonly limits: Readonly<Record<ContractName, RateLimit | null>>;
}

export interface EdgeDeps {
  readonly settings: EdgeSettings;
  readonly contracts: readonly LogoutContract[];
  /** The OpenAPI documents, by contract. */
  readonly documents: Readonly<Record<ContractName, unknown>>;
  readonly site: Site;
  readonly logout: Omit<LogoutDeps, 'isOwnSite'>;
  readonly control: ControlDeps;
  readonly identifyKey: IdentifyKey;
  readonly countsOf: CountsOf;
  /** Told of every request once its answer is on its way; `startedAtMs` is of `performance.now`. */
  readonly onAnswered: (res: Response, handled: Handled, about: About, startedAtMs: number) => void;
  /** `null`: the fault lies before or behind the contracts. */
  readonly onFault: (error: unknown, about: About | null) => void;
  readonly warn: (message: string) => void;
}
