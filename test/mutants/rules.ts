/** Breakages of the rules of ending, one rule at a time: the model has to find each within 10,000 steps. */
import type { Mutant } from './mutant.ts';

const rule = (file: string, name: string, from: string, to: string): Mutant => ({
  name,
  file: `src/sessions/${file}.ts`,
  breakage: { from, to },
  tests: ['test/model/rules.test.ts'],
  named: 'within 10,000',
});

export const rules: readonly Mutant[] = [
  rule(
    'standing',
    'the end of a session is not looked at',
    'if (session?.end) return',
    'if (session?.end && session.subject === null) return',
  ),
  rule(
    'standing',
    'a session may be of two subjects',
    'session.subject !== null && session.subject !== token.subject',
    'session.subject === token.issuer',
  ),
  rule(
    'standing',
    'sessions have no idle timeout',
    'over(idle, session.lastSeenAtMs)',
    'over(null, session.lastSeenAtMs)',
  ),
  rule(
    'standing',
    'sessions have no absolute timeout',
    'over(absolute, session.startedAtMs)',
    'over(null, session.startedAtMs)',
  ),
  rule(
    'standing',
    'a timeout comes a moment late',
    'fromMs + seconds * 1000 <= nowMs',
    'fromMs + seconds * 1000 < nowMs',
  ),
  rule(
    'standing',
    'a session that nobody knows is not too old by its token',
    'if (session === undefined) return sighted(undefined, token, nowMs, true);',
    'if (session === undefined) return sighted(undefined, { ...token, issuedAtMs: nowMs }, nowMs, true);',
  ),
  rule(
    'standing',
    'a session that is known is not too old by an older token',
    'return { ...session, startedAtMs: startOf(session, token) };',
    'return session;',
  ),
  rule(
    'remember',
    'a session that is known is no older for an older token',
    'startedAtMs: startOf(session, token),',
    'startedAtMs: session.startedAtMs,',
  ),
  rule(
    'standing',
    'the tenant of the token times nothing out',
    'const both = [sessionPolicies.get(token.sessionId), own];',
    'const both = [sessionPolicies.get(token.sessionId), sessionPolicies.size === 0 ? own : null];',
  ),
  rule(
    'standing',
    'the tenant of the session times nothing out that has a token of another',
    'const both = [sessionPolicies.get(token.sessionId), own];',
    'const both = own === null ? [sessionPolicies.get(token.sessionId)] : [own];',
  ),
  rule(
    'check-session',
    'the sessions of a suspended account grow idle',
    'isSighting: verdict.live && !ends,',
    'isSighting: false,',
  ),
  rule(
    'cut-offs',
    'a cut-off leaves the tokens of its own second',
    'return issued < cut || (issued === cut && !isRegisteredSince(session, cutOff.upToMs));',
    'return issued < cut;',
  ),
  rule(
    'cut-offs',
    'a cut-off covers a session registered since, of its own second',
    '(issued === cut && !isRegisteredSince(session, cutOff.upToMs))',
    'issued === cut',
  ),
  rule('cut-offs', 'a cut-off spares nobody', 'if (cutOff.exceptSessionId === token.sessionId ||', 'if ('),
  {
    ...rule(
      'cut-offs',
      'a newer cut-off that spares a session takes the place of all',
      'return second === undefined ? [first] : [first, second];',
      'return [first];',
    ),
    // Keeping two of many is no rule but a saving, and has a property of its own.
    tests: ['test/unit/sessions/cut-offs.test.ts'],
    named: 'kept as two at the most',
  },
  {
    ...rule('', 'cut-offs by key are not looked up', "[{ kind: 'key', issuer, keyId } as const]", '[]'),
    file: 'src/stores/memory.ts',
  },
  {
    ...rule(
      '',
      'cut-offs by issuer are not looked up',
      "{ kind: 'issuer', issuer },",
      "{ kind: 'issuer', issuer: '' },",
    ),
    file: 'src/stores/memory.ts',
  },
  rule(
    'scope',
    'a cut-off by tenant covers no token',
    'return scope.tenant === token.tenant || scope.tenant === (session?.tenant ?? null);',
    'return false;',
  ),
  rule(
    'scope',
    'a cut-off up to a moment ends sessions that began since',
    'if (!began) return false;',
    'if (!began && upToMs < 0) return false;',
  ),
  rule(
    'check-session',
    'a suspended account passes',
    "if (account !== null && account.status !== 'active') {",
    "if (account !== null && account.status === 'inactive') {",
  ),
  rule(
    'check-session',
    'a session that an inactive account begins lives when it is active again',
    "const ends = account.status === 'inactive' && verdict.live;",
    'const ends = false;',
  ),
  rule(
    'accounts',
    'an account that turns inactive ends nothing',
    "if (account.status === 'inactive') {",
    "if (account.status === 'suspended') {",
  ),
  rule(
    'check-session',
    'a timeout that a check finds is not written down',
    'return changes.length === 0 ? outcome : deps.store.update(query, decide);',
    'return outcome;',
  ),
  rule(
    'activity',
    'what is only in memory does not count',
    'return lastSeenAtMs > session.lastSeenAtMs ? { ...session, lastSeenAtMs } : session;',
    'return lastSeenAtMs > Infinity ? { ...session, lastSeenAtMs } : session;',
  ),
  rule(
    'sighting',
    'a session first seen by a token that is cut off stays unknown',
    "return { session: over, lives: false, changes: [{ kind: 'put-session', session: over }] };",
    'return { session: over, lives: false, changes: [] };',
  ),
  rule(
    'decide-logout',
    'an ended token may end others',
    'if (!verdict.live && !(own && mayRepeat(rules, verdict))) {',
    'if (!verdict.live && !mayRepeat(rules, verdict)) {',
  ),
  rule(
    'revoke',
    'revoking a token ends nothing',
    'changes: lives ? sessionEnd(session, { end, maxLifetimeMs }) : changes',
    'changes: lives && end.atMs < 0 ? sessionEnd(session, { end, maxLifetimeMs }) : changes',
  ),
];
