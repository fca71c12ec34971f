/** What the rows ask: a server, with the means to bring about the states that they need. */
import type { Ask, Seen } from './send.ts';

/** What a token is to say. `null`: it has no such claim; left out: as the target pleases. */
export interface Claims {
  readonly sub?: string | null;
  readonly sid?: string;
  readonly tid?: string;
  readonly email?: string;
}

/** @throws {CannotArrange} by any of these, where the target has no means to do it */
export interface Target {
  /**
   * Sends one request of an operation.
   * @throws {UndeclaredStatus} so that no row, whatever it is about, can see one and go on
   */
  call(operationId: string, ask?: Ask): Promise<Seen>;
  /** Brings a state about by the control API. @throws when the server does not agree */
  arrange(operationId: string, ask: Ask): Promise<void>;
  /** Ends a session, or several, as its user would. @throws when the server does not agree */
  logOut(token: string, json?: Ask['json']): Promise<void>;
  /** A token of a live session of its own. */
  token(claims?: Claims): Promise<string>;
  /** One whose time is up, and was once good. */
  expiredToken(claims?: Claims): Promise<string>;
  /** A key of the control API. */
  key(role: 'admin' | 'check'): string;
  /** One that the log gave, and after which an entry is no longer kept. */
  trimmedCursor(): string;
  /** How many requests of an address the contracts' limits permit under the condition of that name. */
  readonly permitted: number;
}

/** A state that this target cannot be brought into; the message says why, as a sentence for people. */
export class CannotArrange extends Error {
  override readonly name = 'CannotArrange';
}

export class UndeclaredStatus extends Error {
  override readonly name = 'UndeclaredStatus';
}
