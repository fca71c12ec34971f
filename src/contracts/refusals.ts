/** A sentence for each reason why a credential does not count, for answers outside production; the log has the reason. */
import type { ClaimProblem, CredentialRefusal, Unauthenticated } from '../sessions/outcome.ts';

export function refusalSentence(outcome: Unauthenticated): string {
  if (outcome.reason === 'claim_invalid') return claimSentences[outcome.problem](outcome.claim);
  return sentences[outcome.reason];
}

const sentences: Readonly<Record<CredentialRefusal, string>> = {
  missing: 'The request carries no token.',
  unreadable:
    'The header that carries the token is sent more than once, or is not in the form `Bearer <token>`.',
  cross_site: 'The cookie was not looked at, because another site caused the request.',
  malformed: 'The token is not a JWT in compact form.',
  type_refused: 'The token is of a type that is no access token.',
  critical_header: 'The token demands an extension (`crit` or `b64`) that logoutd does not have.',
  algorithm_refused: 'The algorithm of the token is not one that its issuer uses.',
  unknown_key: 'No key of the issuer has the `kid` of the token.',
  signature_invalid: 'The signature of the token is not valid.',
  issuer_refused: 'The `iss` of the token is not a configured issuer.',
  audience_refused: 'The `aud` of the token does not name this service.',
  expired: 'The token has expired.',
  not_yet_valid: 'The `nbf` or `iat` of the token is in the future.',
  lifetime_too_long: 'The token lives longer than its issuer may let one live.',
  tenant_refused: 'The issuer of the token may not speak for its tenant.',
  tenant_missing: 'The token names no tenant.',
  tenant_mismatch: 'The token is for another tenant than the request.',
  subject_mismatch: 'The session of the token belongs to another subject.',
  session_ended: 'The session of the token has ended.',
  several_sessions: 'The request carries tokens of several sessions.',
  key_unknown: 'The key is not one of this server.',
};

const claimSentences: Readonly<Record<ClaimProblem, (claim: string) => string>> = {
  missing: (claim) => `The token has no \`${claim}\`.`,
  not_a_number: (claim) => `The \`${claim}\` of the token is not a number.`,
  not_whole_seconds: (claim) => `The \`${claim}\` of the token is not a whole number of seconds.`,
  not_a_name: (claim) => `The \`${claim}\` of the token is neither text nor a whole number.`,
  too_long: (claim) => `The \`${claim}\` of the token is longer than 255 characters.`,
};
