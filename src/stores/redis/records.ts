/** Sessions and the like as fields. Their names are short, since each session has them; the scripts know some of them. */
import type { SessionId } from '../../sessions/identity.ts';
import type {
  Account,
  AccountStatus,
  Capability,
  CutOff,
  CutOffScope,
  Device,
  End,
  EndCause,
  Session,
  TenantPolicy,
} from '../../sessions/model.ts';
import { StoreError } from '../../sessions/store.ts';
import { Fields, type Row } from './fields.ts';

export function sessionFields(session: Session): string[] {
  const fields = new Fields()
    .text('i', session.issuer)
    .text('id', session.sessionId)
    .text('u', session.subject)
    .text('t', session.tenant)
    .text('m', session.email)
    .json('d', session.device)
    .number('sa', session.startedAtMs)
    .number('ra', session.registeredAtMs)
    .number('ls', session.lastSeenAtMs)
    .number('ex', session.expiresAtMs)
    .number('lt', session.latestTokenExpiresAtMs)
    .text('k', session.keyId)
    .number('rt', session.retainUntilMs).list;
  return session.end === null ? fields : [...fields, ...endFields(session.end)];
}

export function endFields({ atMs, cause, by, reason }: End): string[] {
  return new Fields().number('ea', atMs).text('ec', cause).text('eb', by).text('er', reason).list;
}

export function sessionOf(row: Row): Session {
  const endedAtMs = row.numberOrNull('ea');
  return {
    issuer: row.text('i'),
    sessionId: row.text('id') as SessionId,
    subject: row.textOrNull('u'),
    tenant: row.textOrNull('t'),
    email: row.textOrNull('m'),
    device: row.jsonOrNull<Device>('d'),
    startedAtMs: row.number('sa'),
    registeredAtMs: row.numberOrNull('ra'),
    lastSeenAtMs: row.number('ls'),
    expiresAtMs: row.numberOrNull('ex'),
    latestTokenExpiresAtMs: row.numberOrNull('lt'),
    keyId: row.textOrNull('k'),
    end:
      endedAtMs === null
        ? null
        : {
            atMs: endedAtMs,
            cause: row.text('ec') as EndCause,
            by: row.text('eb'),
            reason: row.textOrNull('er'),
          },
    retainUntilMs: row.numberOrNull('rt'),
  };
}

export function accountFields(account: Account): string[] {
  return new Fields()
    .text('i', account.issuer)
    .text('u', account.subject)
    .text('t', account.tenant)
    .text('m', account.email)
    .text('status', account.status)
    .json('restricted', account.restrictedCapabilities).list;
}

export function accountOf(row: Row): Account {
  return {
    issuer: row.text('i'),
    subject: row.text('u'),
    tenant: row.textOrNull('t'),
    email: row.textOrNull('m'),
    status: row.text('status') as AccountStatus,
    restrictedCapabilities: row.json<Capability[]>('restricted'),
  };
}

export function policyFields(policy: TenantPolicy): string[] {
  return new Fields()
    .text('t', policy.tenant)
    .number('registeredOnly', policy.registeredAccountsOnly ? 1 : 0)
    .json('restricted', policy.restrictedCapabilities)
    .number('idle', policy.idleTimeoutSeconds)
    .number('absolute', policy.absoluteTimeoutSeconds).list;
}

export function policyOf(row: Row): TenantPolicy {
  return {
    tenant: row.text('t'),
    registeredAccountsOnly: row.number('registeredOnly') === 1,
    restrictedCapabilities: row.json<Capability[]>('restricted'),
    idleTimeoutSeconds: row.numberOrNull('idle'),
    absoluteTimeoutSeconds: row.numberOrNull('absolute'),
  };
}

/** Beside its position; whose it is says the key. */
export function cutOffJson({ scope: _, ...cutOff }: CutOff): string {
  // JSON has no infinity: `spell` knows what can be stored, and this what comes back.
  for (const time of [cutOff.upToMs, cutOff.atMs, cutOff.retainUntilMs]) {
    if (!Number.isFinite(time)) throw new StoreError('A time of a cut-off that is none cannot be stored.');
  }
  return JSON.stringify(cutOff);
}

export function cutOffsOf(row: Row, scope: CutOffScope): readonly CutOff[] {
  const positions = row.names().filter((name) => name !== 'rev');
  return positions
    .toSorted((one, other) => Number(one) - Number(other))
    .map((position) => ({ scope, ...row.json<Omit<CutOff, 'scope'>>(position) }));
}
