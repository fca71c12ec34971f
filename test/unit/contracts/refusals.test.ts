import { describe, expect, it } from 'vitest';
import { bearerChallenge } from '../../../src/contracts/challenge.ts';
import { refusalSentence } from '../../../src/contracts/refusals.ts';
import type { ClaimProblem, CredentialRefusal } from '../../../src/sessions/outcome.ts';

/** For each reason, what its sentence has to name so that somebody can mend the request. */
const names: Readonly<Record<CredentialRefusal, RegExp>> = {
  missing: /no token/,
  unreadable: /header .*more than once.*`Bearer <token>`/,
  cross_site: /cookie .*another site/,
  malformed: /not a JWT/,
  type_refused: /type .*no access token/,
  critical_header: /`crit` or `b64`/,
  algorithm_refused: /algorithm/,
  unknown_key: /`kid`/,
  signature_invalid: /signature/,
  issuer_refused: /`iss`/,
  audience_refused: /`aud`/,
  expired: /has expired/,
  not_yet_valid: /`nbf` or `iat`/,
  lifetime_too_long: /lives longer/,
  tenant_refused: /issuer .*may not speak for its tenant/,
  tenant_missing: /names no tenant/,
  tenant_mismatch: /another tenant/,
  subject_mismatch: /another subject/,
  session_ended: /session .*has ended/,
  several_sessions: /several sessions/,
  key_unknown: /key is not one of this server/,
};
const reasons = Object.keys(names) as CredentialRefusal[];

/** The same for what can be wrong with a claim. */
const problems: Readonly<Record<ClaimProblem, RegExp>> = {
  missing: /has no `exp`/,
  not_a_number: /`exp` .*not a number/,
  not_whole_seconds: /`exp` .*not a whole number of seconds/,
  not_a_name: /`exp` .*neither text nor a whole number/,
  too_long: /`exp` .*longer than 255/,
};

describe('the sentence for a refused credential', () => {
  it.each(reasons)('is a whole one, and names what is at fault: %s', (reason) => {
    const sentence = refusalSentence({ kind: 'unauthenticated', reason });
    expect(sentence).toMatch(/^[A-Z].*[^.]\.$/);
    expect(sentence).toMatch(names[reason]);
  });

  it.each(Object.entries(problems))('names the claim, and how it is wrong: %s', (problem, says) => {
    const outcome = {
      kind: 'unauthenticated',
      reason: 'claim_invalid',
      claim: 'exp',
      problem: problem as ClaimProblem,
    } as const;
    expect(refusalSentence(outcome)).toMatch(/^[A-Z].*[^.]\.$/);
    expect(refusalSentence(outcome)).toMatch(says);
  });

  it('is another one for each reason', () => {
    const sentences = reasons.map((reason) => refusalSentence({ kind: 'unauthenticated', reason }));
    expect(new Set(sentences).size).toBe(reasons.length);
  });
});

/** RFC 6750, section 3: without authentication information there should be no error code. */
describe('the challenge', () => {
  it.each(reasons)('names an error unless no token was looked at: %s', (reason) => {
    const silent = reason === 'missing' || reason === 'cross_site';
    expect(bearerChallenge({ kind: 'unauthenticated', reason })).toStrictEqual({
      'WWW-Authenticate': silent ? 'Bearer' : 'Bearer error="invalid_token"',
    });
  });
});
