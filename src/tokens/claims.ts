/** The guard of the claims (RFC 7519, section 4), before the signature where it can be, the rest after it. */
import { lengthOf, MAX_IDENTIFIER_LENGTH, type SessionName, sessionIdOf } from '../sessions/identity.ts';
import type { Credential } from '../sessions/model.ts';
import type { ClaimFault, ClaimProblem, TokenRefusal } from '../sessions/outcome.ts';
import { CLOCK_LEEWAY_MS } from '../sessions/remember.ts';
import { type CompactToken, type JsonObject, own } from './compact.ts';
import { digest } from './digest.ts';
import type { IssuerSettings } from './issuer.ts';

/** Why a token's claims do not count. */
export type ClaimsRefusal = TokenRefusal | ClaimFault;

export function isRefusal(value: TokenTimes | Credential | ClaimsRefusal): value is ClaimsRefusal {
  return typeof value === 'string' || 'problem' in value;
}

export interface TokenTimes {
  readonly expiresAtMs: number;
  readonly issuedAtMs: number | null;
  /** Its `nbf` and `iat`, less the leeway; -Infinity where it has neither. */
  readonly validFromMs: number;
  /** `exp - iat`; without an `iat`, what is left of it. */
  readonly lifetimeSeconds: number;
}

/**
 * What holds for every issuer: the times (RFC 7519, sections 4.1.4 to 4.1.6), and that this is no security
 * event token, a logout token among them (RFC 8417, section 2.2; OpenID Connect Back-Channel Logout, section 2.4).
 */
export function guardPayload(payload: JsonObject, nowMs: number): TokenTimes | ClaimsRefusal {
  if (Object.hasOwn(payload, 'events')) return 'type_refused';
  const exp = own(payload, 'exp');
  const nbf = own(payload, 'nbf');
  const iat = own(payload, 'iat');
  if (!isSafeInteger(exp)) return { claim: 'exp', problem: problemOfExp(exp) };
  if (!isTimeOrAbsent(nbf)) return { claim: 'nbf', problem: 'not_a_number' };
  if (!isTimeOrAbsent(iat)) return { claim: 'iat', problem: 'not_a_number' };
  if (!(exp * 1000 > nowMs)) return 'expired';
  if (isAhead(nbf, nowMs) || isAhead(iat, nowMs)) return 'not_yet_valid';
  return {
    expiresAtMs: exp * 1000,
    issuedAtMs: iat === undefined ? null : Math.floor(iat * 1000),
    validFromMs: Math.max(nbf ?? -Infinity, iat ?? -Infinity) * 1000 - CLOCK_LEEWAY_MS,
    lifetimeSeconds: exp - (iat ?? nowMs / 1000),
  };
}

/** Whether the token's `iss` is the one configured (RFC 7519, section 4.1.1). */
export function issuerFits(payload: JsonObject, issuer: IssuerSettings): boolean {
  return issuer.iss === null || own(payload, 'iss') === issuer.iss;
}

/** Whether the token's `aud` names one of those configured (RFC 7519, section 4.1.3). */
export function audienceFits(payload: JsonObject, issuer: IssuerSettings): boolean {
  if (issuer.aud === null) return true;
  const aud = own(payload, 'aud');
  const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!named.every((name) => typeof name === 'string')) return false;
  return issuer.aud.some((name) => named.includes(name));
}

/** What a token whose signature holds, by the key of that id, says under its issuer. */
export function readCredential(
  token: CompactToken,
  times: TokenTimes,
  issuer: IssuerSettings,
  keyId: string | null,
): Credential | ClaimsRefusal {
  if (times.lifetimeSeconds > issuer.maxLifetimeSeconds) return 'lifetime_too_long';
  const { claims } = issuer;
  const subject = identifier(token.payload, claims.subject);
  const sid = identifier(token.payload, claims.session);
  const jti = identifier(token.payload, claims.token);
  const tenant = identifier(token.payload, claims.tenant);
  const email = identifier(token.payload, claims.email);
  if (isFault(subject)) return subject;
  if (isFault(sid)) return sid;
  if (isFault(jti)) return jti;
  if (isFault(tenant)) return tenant;
  if (isFault(email)) return email;
  if (tenant !== null && issuer.tenants !== null && !issuer.tenants.includes(tenant)) return 'tenant_refused';
  return {
    issuer: issuer.name,
    subject,
    sessionId: sessionIdOf(nameOf(sid, jti, token.signedPart), digest),
    tenant,
    email,
    issuedAtMs: times.issuedAtMs,
    expiresAtMs: times.expiresAtMs,
    keyId,
    maxLifetimeMs: issuer.maxLifetimeSeconds * 1000,
  };
}

function nameOf(sid: string | null, jti: string | null, signedPart: string): SessionName {
  if (sid !== null) return { by: 'sid', value: sid };
  if (jti !== null) return { by: 'jti', value: jti };
  return { by: 'token', value: digest(signedPart) };
}

/** The claim as text; `null` when absent or empty; or why it can name nothing. */
function identifier(payload: JsonObject, name: string): string | null | ClaimFault {
  const value = own(payload, name);
  if (value === undefined || value === '') return null;
  if (isSafeInteger(value)) return String(value);
  if (typeof value !== 'string' || !value.isWellFormed()) return { claim: name, problem: 'not_a_name' };
  return lengthOf(value) > MAX_IDENTIFIER_LENGTH ? { claim: name, problem: 'too_long' } : value;
}

const isFault = (value: string | null | ClaimFault): value is ClaimFault =>
  typeof value === 'object' && value !== null;

function problemOfExp(exp: unknown): ClaimProblem {
  if (exp === undefined) return 'missing';
  return typeof exp === 'number' ? 'not_whole_seconds' : 'not_a_number';
}

function isSafeInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isTimeOrAbsent(value: unknown): value is number | undefined {
  return value === undefined || Number.isFinite(value);
}

function isAhead(seconds: number | undefined, nowMs: number): boolean {
  return seconds !== undefined && seconds * 1000 > nowMs + CLOCK_LEEWAY_MS;
}
