/** What a cut-off selects: the tokens and the sessions of its scope. */
import type { Credential, CutOffScope, Session } from './model.ts';

/** Whether the token is one of those. It is of its session's tenant as well, be it that it names none itself. */
export function selects(scope: CutOffScope, token: Credential, session: Session | undefined): boolean {
  switch (scope.kind) {
    case 'subject':
      return scope.issuer === token.issuer && scope.subject === token.subject;
    case 'tenant':
      return scope.tenant === token.tenant || scope.tenant === (session?.tenant ?? null);
    case 'issuer':
      return scope.issuer === token.issuer;
    case 'key':
      return scope.issuer === token.issuer && scope.keyId === token.keyId;
  }
}

/** Whether a cut-off of the scope ends the session itself; `upToMs` is when it began at the latest, `null` any time. */
export function selectsSession(scope: CutOffScope, session: Session, upToMs: number | null): boolean {
  if (upToMs !== null) {
    const { registeredAtMs, startedAtMs } = session;
    const began =
      registeredAtMs === null
        ? Math.floor(startedAtMs / 1000) <= Math.floor(upToMs / 1000)
        : registeredAtMs <= upToMs;
    if (!began) return false;
  }
  if (scope.kind === 'tenant') return scope.tenant === session.tenant;
  if (scope.issuer !== session.issuer) return false;
  if (scope.kind === 'subject') return scope.subject === session.subject;
  return scope.kind === 'issuer' || scope.keyId === session.keyId;
}

export function isSameScope(one: CutOffScope, other: CutOffScope): boolean {
  return scopeKey(one) === scopeKey(other);
}

/** One text for each scope. */
export function scopeKey(scope: CutOffScope): string {
  const { kind, issuer, name } = scopeParts(scope);
  return JSON.stringify([kind, issuer, name]);
}

/** A scope as three texts, for those who keep it: an issuer's name, and the name of what it selects there. */
export function scopeParts(scope: CutOffScope) {
  const { kind } = scope;
  if (kind === 'tenant') return { kind, issuer: '', name: scope.tenant };
  if (kind === 'issuer') return { kind, issuer: scope.issuer, name: '' };
  return { kind, issuer: scope.issuer, name: kind === 'subject' ? scope.subject : scope.keyId };
}

/** A scope as an entry of the log has it. */
export function entryParts(scope: CutOffScope) {
  const { kind } = scope;
  return {
    scope: kind,
    issuer: kind === 'tenant' ? null : scope.issuer,
    subject: kind === 'subject' ? scope.subject : null,
    tenant: kind === 'tenant' ? scope.tenant : null,
    keyId: kind === 'key' ? scope.keyId : null,
  };
}
