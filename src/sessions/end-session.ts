/** The one use case of all logout contracts. */
import { decideLogout } from './decide-logout.ts';
import { accompanying, type Logout, tenantOf } from './logout.ts';
import type { Credential } from './model.ts';
import type { EndSessionOutcome } from './outcome.ts';
import type { SessionStore } from './store.ts';

export interface EndSessionDeps {
  readonly store: SessionStore;
  /** Unix milliseconds. */
  readonly now: () => number;
}

export interface EndSessionCommand extends Logout {
  /** Every valid credential of the request, the contract's first choice first. Each is ended. */
  readonly credentials: readonly [Credential, ...Credential[]];
  /** Tokens that end along with a logout that succeeds, but cannot ask for one. */
  readonly accompanying: readonly Credential[];
}

/**
 * Ends what was asked for. Resolves when it is durable; rejects with `StoreError` when the store cannot say or
 * keep it. Of several credentials, the answer is that of the first that could log out, else of the first.
 */
export async function endSession(
  deps: EndSessionDeps,
  command: EndSessionCommand,
): Promise<EndSessionOutcome> {
  const [first, ...others] = command.credentials;
  let answer = await endOne(deps, command, first);
  for (const token of others) {
    const next = await endOne(deps, command, token);
    if (answer.kind !== 'logged-out' && next.kind === 'logged-out') answer = next;
  }
  if (answer.kind !== 'logged-out') return answer;
  for (const token of command.accompanying) await endOne(deps, accompanying(command), token);
  return answer;
}

function endOne(deps: EndSessionDeps, logout: Logout, token: Credential): Promise<EndSessionOutcome> {
  const { intent } = logout;
  const query = {
    issuer: token.issuer,
    subject: token.subject,
    keyId: token.keyId,
    tenant: tenantOf(logout, token),
    sessionIds: intent.scope === 'named' ? [token.sessionId, intent.sessionId] : [token.sessionId],
  };
  return deps.store.update(query, (standing) => decideLogout(logout, token, standing, deps.now()));
}
