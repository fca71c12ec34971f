/** One request and what came of it, as the log and the metrics see them. */
import type { ContractName, Operation } from '../../generated/operations.ts';
import type { About, Answer } from '../contracts/presenter.ts';
import type { Credential } from '../sessions/model.ts';

/** Who a request was about; written down only as a keyed hash. */
export type Who = Pick<Credential, 'issuer' | 'subject' | 'sessionId'>;

export interface Answered {
  readonly answer: Answer;
  /** The outcome's kind. */
  readonly outcome: string;
  /** Why a credential did not count, or could not be judged, where that is the outcome. */
  readonly reason?: string;
  /** The name of the claim at fault, where one is. */
  readonly claim?: string;
  readonly who?: Who;
  /** The control key's name. */
  readonly key?: string;
}

export interface Handled extends Answered {
  /** `null`: no contract owns the request. */
  readonly contract: ContractName | null;
}

/** What a contract's way is handed beside the request itself. */
export interface Asked {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>> | null;
  readonly about: About;
  /** What every answer to it says beside, a fault too: its limit. */
  readonly headers: Record<string, string>;
}
