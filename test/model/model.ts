/**
 * The rules of ending, said once more and as simply as can be: every cut-off is kept for ever, nothing is merged, and
 * nothing is forgotten. Shares nothing with src/sessions but the words for what comes out.
 */
export interface Token {
  readonly issuer: string;
  readonly subject: string;
  readonly session: string;
  readonly tenant: string | null;
  readonly key: string;
  readonly issuedMs: number;
  readonly expiresMs: number;
}
export type Scope =
  | { readonly kind: 'subject'; readonly issuer: string; readonly subject: string }
  | { readonly kind: 'tenant'; readonly tenant: string }
  | { readonly kind: 'issuer'; readonly issuer: string }
  | { readonly kind: 'key'; readonly issuer: string; readonly keyId: string };
export type Status = 'active' | 'inactive' | 'suspended';
export interface Timeouts {
  readonly idleMs: number | null;
  readonly absoluteMs: number | null;
}

interface Session {
  readonly issuer: string;
  subject: string;
  tenant: string | null;
  key: string;
  startedMs: number;
  readonly registered: { readonly atMs: number; readonly turn: number } | null;
  seenMs: number;
  expiresMs: number;
  /** By an account that turned inactive, or by anything else. */
  ended: 'no' | 'inactive' | 'otherwise';
}
interface CutOff {
  readonly scope: Scope;
  readonly upToMs: number;
  readonly spared: string | null;
  readonly turn: number;
  readonly by: 'inactive' | 'otherwise';
}
export interface Model {
  nowMs: number;
  turn: number;
  sessions: Record<string, Session>;
  cutOffs: CutOff[];
  accounts: Record<string, Status>;
  timeouts: Record<string, Timeouts>;
}

export const newModel = (nowMs: number): Model => ({
  nowMs,
  turn: 0,
  sessions: {},
  cutOffs: [],
  accounts: {},
  timeouts: {},
});

const name = (...parts: readonly string[]): string => parts.join('/');
const second = (ms: number): number => Math.floor(ms / 1000);
export type Life = 'live' | 'inactive' | 'dead' | 'not of this session';

function life(model: Model, token: Token): Life {
  const session = model.sessions[name(token.issuer, token.session)];
  if (session !== undefined && session.subject !== token.subject) return 'not of this session';
  if (session?.ended === 'inactive') return 'inactive';
  if (session?.ended === 'otherwise') return 'dead';
  const cuts = model.cutOffs.filter((one) => isCut(one, token, session));
  const newestMs = Math.max(...cuts.map(({ upToMs }) => upToMs));
  const newest = cuts.filter(({ upToMs }) => upToMs === newestMs);
  if (newest.length > 0) return newest.some(({ by }) => by === 'inactive') ? 'inactive' : 'dead';
  return isTimedOut(model, withToken(session ?? fresh(model, token), token), token.tenant) ? 'dead' : 'live';
}

/** It is no younger than any token of it, unless its login was there to say. */
const withToken = (session: Session, token: Token): Session => ({
  ...session,
  startedMs: session.registered ? session.startedMs : Math.min(session.startedMs, token.issuedMs),
});

const fresh = ({ nowMs }: Model, token: Token): Session => ({
  issuer: token.issuer,
  subject: token.subject,
  tenant: token.tenant,
  key: token.key,
  startedMs: Math.min(token.issuedMs, nowMs),
  registered: null,
  seenMs: nowMs,
  expiresMs: token.expiresMs,
  ended: 'no',
});

function isCut({ scope, upToMs, spared, turn }: CutOff, token: Token, session: Session | undefined): boolean {
  if (spared === token.session || !isOf(scope, token, session)) return false;
  if (second(token.issuedMs) !== second(upToMs)) return token.issuedMs < upToMs;
  const registered = session?.registered ?? null;
  if (registered === null) return true;
  return registered.atMs === upToMs ? registered.turn < turn : registered.atMs < upToMs;
}

function isOf(scope: Scope, token: Token, session: Session | undefined): boolean {
  if (scope.kind === 'tenant') return [token.tenant, session?.tenant].includes(scope.tenant);
  if (scope.issuer !== token.issuer) return false;
  if (scope.kind === 'subject') return scope.subject === token.subject;
  return scope.kind === 'issuer' || scope.keyId === token.key;
}

/** By the tenant of the session, or by that of a token shown of it. */
function isTimedOut(
  model: Model,
  { tenant, startedMs, seenMs }: Session,
  shown: string | null = null,
): boolean {
  return [tenant, shown].some((one) => {
    const { idleMs = null, absoluteMs = null } = model.timeouts[one ?? ''] ?? {};
    const [idle, age] = [model.nowMs - seenMs, model.nowMs - startedMs];
    return (idleMs !== null && idle >= idleMs) || (absoluteMs !== null && age >= absoluteMs);
  });
}

/** What a token tells that was cut off counts for nothing. */
function isOverBy(model: Model, session: Session, token: Token): boolean {
  if (model.cutOffs.some((one) => isCut(one, token, session))) return isTimedOut(model, session);
  return isTimedOut(model, withToken(session, token), token.tenant);
}

/** What is known of the session once the token was shown. */
function show(model: Model, token: Token, shown: Life): Session {
  const at = name(token.issuer, token.session);
  const session = model.sessions[at] ?? fresh(model, token);
  const isNew = model.sessions[at] === undefined;
  if (shown === 'live') {
    session.tenant ??= token.tenant;
    session.startedMs = withToken(session, token).startedMs;
    session.seenMs = Math.max(session.seenMs, model.nowMs);
    session.key = token.key;
    // A token that is dead does not lengthen a session that goes on without it.
    session.expiresMs = Math.max(session.expiresMs, token.expiresMs);
  } else if (session.ended === 'no' && (isNew || isOverBy(model, session, token))) {
    session.ended = isNew && shown === 'inactive' ? 'inactive' : 'otherwise';
  }
  model.sessions[at] = session;
  return session;
}

const statusOf = (model: Model, token: Token): Status =>
  model.accounts[name(token.issuer, token.subject)] ?? 'active';

export function check(model: Model, token: Token): 'active' | 'forbidden' | 'refused' {
  const shown = life(model, token);
  if (shown === 'not of this session') return 'refused';
  const status = statusOf(model, token);
  if (shown === 'dead') {
    show(model, token, shown);
    return 'refused';
  }
  const session = show(model, token, shown);
  if (shown === 'live' && status === 'inactive') session.ended = 'inactive';
  if (status !== 'active') return 'forbidden';
  return shown === 'live' ? 'active' : 'refused';
}

export type Ask = { readonly scope: 'current' | 'others' | 'all' } | { readonly session: string };
export type LoggedOut = 'done' | 'refused' | 'forbidden' | 'unknown' | 'over';

export function logOut(model: Model, token: Token, ask: Ask): LoggedOut {
  const shown = life(model, token);
  if (shown === 'not of this session') return 'refused';
  const own = 'session' in ask ? ask.session === token.session : ask.scope === 'current';
  const session = show(model, token, shown);
  if (shown !== 'live' && !own) return 'refused';
  const status = statusOf(model, token);
  if (status !== 'active') {
    if (shown === 'live' && status === 'inactive') session.ended = 'inactive';
    return 'forbidden';
  }
  if (own) {
    if (session.ended === 'no') session.ended = 'otherwise';
    return 'done';
  }
  if ('scope' in ask) {
    const scope = { kind: 'subject', issuer: token.issuer, subject: token.subject } as const;
    cutOff(model, scope, null, ask.scope === 'others' ? token.session : null);
    return 'done';
  }
  const target = model.sessions[name(token.issuer, ask.session)];
  if (target === undefined || target.subject !== token.subject) return 'unknown';
  if (target.ended !== 'no' || isTimedOut(model, target)) return 'over';
  target.ended = 'otherwise';
  return 'done';
}

function selected(model: Model, scope: Scope, upToMs: number | null): Session[] {
  return Object.values(model.sessions).filter((session) => {
    const { issuer, subject, tenant, key, registered, startedMs, ended } = session;
    if (ended !== 'no') return false;
    if (upToMs !== null && (registered?.atMs ?? second(startedMs) * 1000) > upToMs) return false;
    if (scope.kind === 'tenant') return tenant === scope.tenant;
    if (issuer !== scope.issuer) return false;
    return (
      scope.kind === 'issuer' || (scope.kind === 'key' ? key === scope.keyId : subject === scope.subject)
    );
  });
}

/** How many active sessions a cut-off would end. */
export function count(model: Model, scope: Scope, upToMs: number | null): number {
  const isActive = (session: Session) => session.expiresMs > model.nowMs && !isTimedOut(model, session);
  return selected(model, scope, upToMs).filter(isActive).length;
}

/** `null`: now. */
export function cutOff(
  model: Model,
  scope: Scope,
  upToMs: number | null,
  spared: string | null = null,
): void {
  for (const session of selected(model, scope, upToMs)) {
    if (spared !== null && model.sessions[name(session.issuer, spared)] === session) continue;
    session.ended = 'otherwise';
  }
  addCutOff(model, { scope, upToMs: upToMs ?? model.nowMs, spared, by: 'otherwise' });
}

function addCutOff(model: Model, cutOff: Omit<CutOff, 'turn'>): void {
  model.turn += 1;
  model.cutOffs.push({ ...cutOff, turn: model.turn });
}

export function revoke(model: Model, token: Token): void {
  const shown = life(model, token);
  if (shown === 'not of this session') return;
  const session = show(model, token, shown);
  if (session.ended === 'no') session.ended = 'otherwise';
}

export function register(model: Model, token: Token): 'registered' | 'exists' | 'inactive' {
  if (statusOf(model, token) === 'inactive') return 'inactive';
  const at = name(token.issuer, token.session);
  if (model.sessions[at] !== undefined) return 'exists';
  model.turn += 1;
  const { nowMs, turn } = model;
  model.sessions[at] = { ...fresh(model, token), startedMs: nowMs, registered: { atMs: nowMs, turn } };
  return 'registered';
}

export function setStatus(model: Model, user: { issuer: string; subject: string }, status: Status): void {
  model.accounts[name(user.issuer, user.subject)] = status;
  if (status !== 'inactive') return;
  const scope = { kind: 'subject', ...user } as const;
  for (const session of selected(model, scope, null)) session.ended = 'inactive';
  addCutOff(model, { scope, upToMs: model.nowMs, spared: null, by: 'inactive' });
}
