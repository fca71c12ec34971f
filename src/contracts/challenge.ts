/** `WWW-Authenticate` by RFC 6750, section 3: no error code where there was no credential. */
import type { Unauthenticated } from '../sessions/outcome.ts';

export function bearerChallenge({ reason }: Unauthenticated): { readonly 'WWW-Authenticate': string } {
  const silent = reason === 'missing' || reason === 'cross_site';
  return { 'WWW-Authenticate': silent ? 'Bearer' : 'Bearer error="invalid_token"' };
}
