/** A server at an address, asked by operation. */
import { operationNamed } from './documents.ts';
import { bearer } from './rows/arrange.ts';
import { type Ask, type Seen, sendOperation, urlOf } from './send.ts';
import { type Target, UndeclaredStatus } from './target.ts';

/** What it takes to be let in. */
export interface Access
  extends Pick<Target, 'token' | 'expiredToken' | 'key' | 'trimmedCursor' | 'permitted'> {
  /** How long to wait for an answer; without it as long as that takes. */
  readonly timeoutMs?: number;
  /** Is told of every request: its answer, before anybody judges it, or `null`: it had none. */
  readonly watch?: (exchange: Exchange | null) => void;
}

export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly seen: Seen;
}

export function serverAt(base: string, access: Access): Target {
  const call = async (operationId: string, ask: Ask = {}): Promise<Seen> => {
    const operation = operationNamed(operationId);
    access.watch?.(null);
    const seen = await sendOperation(base, operation, ask, access.timeoutMs);
    access.watch?.({ method: operation.method, url: urlOf(base, operation, ask), seen });
    if (operation.declared.some(({ status }) => status === seen.status)) return seen;
    throw new UndeclaredStatus(`${operationId} answered ${seen.status}, which its document does not declare`);
  };
  const succeed = async (operationId: string, ask: Ask): Promise<void> => {
    const { status, body } = await call(operationId, ask);
    if (status < 200 || status > 299)
      throw new Error(`${operationId} answered ${status}: ${body.toString()}`);
  };
  return {
    ...access,
    call,
    arrange: (operationId, ask) =>
      succeed(operationId, { ...ask, headers: { ...bearer(access.key('admin')), ...ask.headers } }),
    logOut: (token, json) =>
      succeed('platformLogout', { headers: bearer(token), ...(json === undefined ? {} : { json }) }),
  };
}
