/**
 * The names of keys. All begin with the same prefix, whose hash tag puts them into one slot of a cluster:
 *
 * | key | holds |
 * | --- | --- |
 * | `meta` | the store's identity, its schema, how often it changed, the log's name and last cursor, what it is a copy of |
 * | `s:<pair>` | a session; `a:<pair>` an account; `m:<pair>` a mark; `p:<tenant>` a policy; `c:<scope>` its cut-offs |
 * | `o`, `i:…`, `u:…`, `t:…`, `k:…` | sessions without an end, newest first: all, and those of an issuer, subject, tenant, key |
 * | `eo`, `ei:…`, `eu:…`, `et:…` | the same of those that have one |
 * | `w` | cut-offs whose sessions are not all on record as ended, by the revision that made them; and the last of these |
 * | `x` | which of these a session stands in, since the session itself may have expired |
 * | `due` | sessions and cut-offs by when they may be forgotten |
 * | `log` | the ordered log |
 */
import type { SessionId } from '../../sessions/identity.ts';
import type { CutOffScope, Session } from '../../sessions/model.ts';
import { scopeParts } from '../../sessions/scope.ts';
import { fromText, toText } from '../text.ts';

export const META = 'meta';
/** Every session without an end, newest first. */
export const ALL_SESSIONS = 'o';
export const PENDING = 'w';
/** Where its sessions stand once they have an end. By key nobody asks for those. */
export const endedIndex = (index: string): string => `e${index}`;

/**
 * Two names as one text that sorts like them, first by the first: two characters that sort before all others end it,
 * and what might be taken for them is spelled by others. No NUL of ours, since command lines cannot pass one on.
 */
export function pairOf(issuer: string, name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about.
  const first = toText(issuer).replace(/[\0\x01]/g, (it) => (it === '\0' ? '\x01\x02' : '\x01\x03'));
  return `${first}\x01\x01${toText(name)}`;
}

/** The two names. */
export function unpaired(pair: string): [issuer: string, name: string] {
  const end = pair.indexOf('\x01\x01');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: likewise.
  const first = pair.slice(0, end).replace(/\x01([\x02\x03])/g, (_, it) => (it === '\x02' ? '\0' : '\x01'));
  return [fromText(first), fromText(pair.slice(end + 2))];
}

export const sessionKey = (issuer: string, id: SessionId): string => `s:${pairOf(issuer, id)}`;
export const accountKey = (issuer: string, subject: string): string => `a:${pairOf(issuer, subject)}`;
export const markKey = (issuer: string, subject: string): string => `m:${pairOf(issuer, subject)}`;
export const policyKey = (tenant: string): string => `p:${toText(tenant)}`;

/** Without the `c:` before it, as it stands in `due` too. */
export function scopeName(scope: CutOffScope): string {
  const { kind, issuer, name } = scopeParts(scope);
  switch (kind) {
    case 'tenant':
      return `t:${toText(name)}`;
    case 'issuer':
      return `i:${toText(issuer)}`;
    case 'subject':
      return `u:${pairOf(issuer, name)}`;
    case 'key':
      return `k:${pairOf(issuer, name)}`;
  }
}

export const indexOfIssuer = (issuer: string): string => `i:${toText(issuer)}`;
/** Under whichever issuer: a listing may ask for a subject alone. */
export const indexOfSubject = (subject: string): string => `u:${toText(subject)}`;
export const indexOfTenant = (tenant: string): string => `t:${toText(tenant)}`;
const indexOfKey = (issuer: string, keyId: string): string => `k:${pairOf(issuer, keyId)}`;

/** Where all sessions of the scope stand that it may end, and perhaps others. */
export function indexOfScope(scope: CutOffScope): string {
  switch (scope.kind) {
    case 'tenant':
      return indexOfTenant(scope.tenant);
    case 'issuer':
      return indexOfIssuer(scope.issuer);
    case 'subject':
      return indexOfSubject(scope.subject);
    case 'key':
      return indexOfKey(scope.issuer, scope.keyId);
  }
}

export function indexesOf({ issuer, subject, tenant, keyId, end }: Session): readonly string[] {
  const listed = [
    ALL_SESSIONS,
    indexOfIssuer(issuer),
    ...(subject === null ? [] : [indexOfSubject(subject)]),
    ...(tenant === null ? [] : [indexOfTenant(tenant)]),
  ];
  if (end !== null) return listed.map(endedIndex);
  return keyId === null ? listed : [...listed, indexOfKey(issuer, keyId)];
}
