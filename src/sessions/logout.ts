/** The question that a logout puts: what to end, on whose word, by which rules. */
import type { AdmissionRules } from './admission.ts';
import type { SessionId } from './identity.ts';
import type { Credential } from './model.ts';
import type { ContradictoryInput, InvalidInput } from './outcome.ts';

/** What the client asks to end. */
export type Intent =
  | { readonly scope: 'current' }
  | { readonly scope: 'others' | 'all' }
  | { readonly scope: 'named'; readonly sessionId: SessionId }
  /** Its request was refused: nothing ends, and only a token that still has power is told why. */
  | { readonly scope: 'refused'; readonly refusal: InvalidInput | ContradictoryInput };

/** How the contracts differ in what a logout does. */
export interface LogoutRules extends AdmissionRules {
  /** `mark` notes the logout and leaves the token as it is (tenant's documented behaviour). */
  readonly effect: 'revoke' | 'mark';
  /** Whether a token whose session has ended may repeat its own logout. */
  readonly repeatable: boolean;
  /** Whether a token that names no user is a fault. */
  readonly needsSubject: boolean;
}

/** What was asked, apart from the token that asks. */
export interface Logout {
  /** The tenant that the request addresses, where its contract names one; else that of the token. */
  readonly tenant: string | null;
  readonly intent: Intent;
  readonly reason: string | null;
  readonly rules: LogoutRules;
  /** The contract's name, for the record. */
  readonly by: string;
}

/** A token that only comes along is ended whatever its account may do. */
export function accompanying(logout: Logout): Logout {
  return {
    ...logout,
    tenant: null,
    intent: { scope: 'current' },
    rules: {
      effect: logout.rules.effect,
      repeatable: true,
      needsSubject: false,
      asksActiveAccount: false,
      asksCapability: false,
      asksRegisteredAccount: false,
    },
  };
}

/** The tenant whose policy and accounts count. */
export function tenantOf(logout: Logout, token: Credential): string | null {
  return logout.tenant ?? token.tenant;
}
