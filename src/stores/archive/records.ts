/** Where each record stands, and how it is spelled, so that the same is the same in every backend. */
import { hash } from 'node:crypto';
import type { CutOff, CutOffScope, End, LogEntry, Session } from '../../sessions/model.ts';
import { scopeParts } from '../../sessions/scope.ts';
import type { Change } from '../../sessions/store.ts';
import { toText } from '../text.ts';
import type { Kind, Place, Records } from './archive.ts';

export const DIGEST_LENGTH = 40;

interface Form<R> {
  readonly placeOf: (record: R) => Place;
  /** Its members in a fixed order. */
  readonly membersOf: (record: R) => readonly Member[];
}

type Member = string | number | boolean | null;

const FORMS: { readonly [K in Kind]: Form<Records[K]> } = {
  log: { placeOf: ({ cursor }) => [cursor], membersOf: entryMembers },
  policies: {
    placeOf: ({ tenant }) => [tenant],
    membersOf: (it) => [
      it.tenant,
      it.registeredAccountsOnly,
      JSON.stringify(it.restrictedCapabilities),
      it.idleTimeoutSeconds,
      it.absoluteTimeoutSeconds,
    ],
  },
  accounts: {
    placeOf: ({ issuer, subject }) => [issuer, subject],
    membersOf: (it) => [
      it.issuer,
      it.subject,
      it.tenant,
      it.email,
      it.status,
      JSON.stringify(it.restrictedCapabilities),
    ],
  },
  loggedOut: {
    placeOf: ({ issuer, subject }) => [issuer, subject],
    membersOf: ({ issuer, subject, atMs }) => [issuer, subject, atMs],
  },
  cutOffs: {
    placeOf: ({ scope }) => placeOfScope(scope),
    membersOf: ({ scope, cutOffs }) => [...placeOfScope(scope), ...cutOffs.flatMap(cutOffMembers)],
  },
  sessions: {
    placeOf: ({ startedAtMs, issuer, sessionId }) => [-startedAtMs, issuer, sessionId],
    membersOf: sessionMembers,
  },
};

/** Of sessions newest first, as they are listed. */
export const placeOf = <K extends Kind>(kind: K, record: Records[K]): Place => FORMS[kind].placeOf(record);

/** Each member behind its length in UTF-8; `-` is `null`. */
export const spelled = <K extends Kind>(kind: K, record: Records[K]): string =>
  FORMS[kind].membersOf(record).map(spell).join('');

/** SHA-1, since Redis has no other for its scripts: it is to find mistakes, not forgers. */
export const digestOf = <K extends Kind>(kind: K, record: Records[K]): string =>
  hash('sha1', spelled(kind, record));

export function comparePlaces(one: Place, other: Place): number {
  for (const [at, part] of one.entries()) {
    const theirs = other[at] ?? '';
    if (part !== theirs) return part < theirs ? -1 : 1;
  }
  return 0;
}

export const placeOfScope = (scope: CutOffScope): readonly [CutOffScope['kind'], string, string] => {
  const { kind, issuer, name } = scopeParts(scope);
  return [kind, issuer, name];
};

export function scopeAt([kind, issuer, name]: Place): CutOffScope {
  switch (kind as CutOffScope['kind']) {
    case 'tenant':
      return { kind: 'tenant', tenant: String(name) };
    case 'issuer':
      return { kind: 'issuer', issuer: String(issuer) };
    case 'subject':
      return { kind: 'subject', issuer: String(issuer), subject: String(name) };
    case 'key':
      return { kind: 'key', issuer: String(issuer), keyId: String(name) };
  }
}

/** What puts the record into a store; `null`: nothing that a server does puts it as it is. */
export function putting<K extends Kind>(kind: K, record: Records[K]): Change | null {
  const put = PUTTING[kind] as (one: Records[K]) => Change | null;
  return put(record);
}

const PUTTING: { readonly [K in Kind]: (record: Records[K]) => Change | null } = {
  log: () => null,
  cutOffs: () => null,
  policies: (policy) => ({ kind: 'put-tenant-policy', policy }),
  accounts: (account) => ({ kind: 'put-account', account }),
  loggedOut: ({ issuer, subject, atMs }) => ({ kind: 'mark-logged-out', user: { issuer, subject }, atMs }),
  sessions: (session) => ({ kind: 'put-session', session }),
};

/** The script of Redis that digests has this order, too. */
function sessionMembers(it: Session): readonly Member[] {
  return [
    it.startedAtMs,
    it.registeredAtMs,
    it.lastSeenAtMs,
    it.expiresAtMs,
    it.latestTokenExpiresAtMs,
    it.retainUntilMs,
    it.end?.atMs ?? null,
    it.issuer,
    it.sessionId,
    it.subject,
    it.tenant,
    it.email,
    it.device === null ? null : JSON.stringify(it.device),
    it.keyId,
    ...(it.end === null ? [null, null, null] : whyOf(it.end)),
  ];
}

/** Likewise. */
function entryMembers(it: LogEntry): readonly Member[] {
  const names = [it.scope, it.issuer, it.subject, it.tenant, it.keyId, it.sessionId];
  return [it.cursor, it.atMs, it.upToMs, it.endedSessions, ...names, ...whyOf(it)];
}

function cutOffMembers(it: CutOff): readonly Member[] {
  return [it.upToMs, it.atMs, it.retainUntilMs, it.exceptSessionId, ...whyOf(it)];
}

const whyOf = ({ cause, by, reason }: Pick<End, 'cause' | 'by' | 'reason'>): readonly Member[] => [
  cause,
  by,
  reason,
];

function spell(member: Member): string {
  if (member === null) return '-';
  // No backend needs to tell 0 from -0, and SQLite does not.
  const text = typeof member === 'string' ? toText(member) : String(member);
  return `${Buffer.byteLength(text)}:${text}`;
}
