/** `WWW-Authenticate` by RFC 6750, section 3: no error code where there was no credential. */
import type { Unauthenticated } from '../sessions/outcome.ts';

export function bearerChallenge(outcome: Unauthenticated): { readonly 'WWW-Authenticate': string } {
  return { 'WWW-Authenticate': isSilent(outcome) ? 'Bearer' : 'Bearer error="invalid_token"' };
}

/** The same for the control API, which no published source holds to words that lack the parameter required there. */
export function controlChallenge(outcome: Unauthenticated) {
  return {
    'WWW-Authenticate': isSilent(outcome)
      ? 'Bearer realm="logoutd"'
      : 'Bearer realm="logoutd", error="invalid_token"',
  } as const;
}

/** For a key that is known and lacks the role (RFC 6750, section 3.1). */
export const scopeChallenge = {
  'WWW-Authenticate': 'Bearer realm="logoutd", error="insufficient_scope"',
} as const;

function isSilent({ reason }: Unauthenticated): boolean {
  return reason === 'missing' || reason === 'cross_site';
}
