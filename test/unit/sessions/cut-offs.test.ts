import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCutOff, coveringCutOff, covers } from '../../../src/sessions/cut-offs.ts';
import type { CutOff } from '../../../src/sessions/model.ts';
import { credential, cutOff, endedSession, id, NOW_MS, session } from './given.ts';

describe('a cut-off', () => {
  it.each([
    ['issued the second before', NOW_MS - 1000, true],
    ['issued in its own second, though after its millisecond', NOW_MS + 999, true],
    ['issued the second after', NOW_MS + 1000, false],
    ['without iat', null, true],
  ])('and a token %s: covered is %3$s', (_, issuedAtMs, covered) => {
    expect(covers(cutOff(), credential({ issuedAtMs }), undefined)).toBe(covered);
  });

  it('leaves a session that was registered since, of its own second, alive', () => {
    const token = credential({ issuedAtMs: NOW_MS });
    expect(covers(cutOff(), token, session({ registeredAtMs: NOW_MS }))).toBe(false);
    expect(covers(cutOff(), token, session({ registeredAtMs: null }))).toBe(true);
    expect(covers(cutOff(), token, endedSession({ registeredAtMs: NOW_MS }))).toBe(true);
  });

  it('covers an older token of a session that was registered since', () => {
    const token = credential({ issuedAtMs: NOW_MS - 1000 });
    expect(covers(cutOff(), token, session({ registeredAtMs: NOW_MS }))).toBe(true);
  });

  it('spares the session that it excepts, and no other', () => {
    const spares = cutOff({ exceptSessionId: id('s1') });
    expect(covers(spares, credential({ sessionId: id('s1') }), undefined)).toBe(false);
    expect(covers(spares, credential({ sessionId: id('s2') }), undefined)).toBe(true);
  });
});

const cutOffs: fc.Arbitrary<CutOff> = fc
  .record({
    atMs: fc.nat(20).map((seconds) => NOW_MS + seconds * 500),
    spared: fc.constantFrom(null, 's1', 's2', 's3'),
  })
  .map(({ atMs, spared }) => cutOff({ atMs, exceptSessionId: spared === null ? null : id(spared) }));

describe('several cut-offs', () => {
  it('cover, kept as two at the most, exactly what all of them together cover', () => {
    const tokens = fc.record({
      sessionId: fc.constantFrom('s1', 's2', 's3', 's4').map(id),
      issuedAtMs: fc.option(fc.nat(20).map((seconds) => NOW_MS + seconds * 500)),
    });
    fc.assert(
      fc.property(fc.array(cutOffs, { maxLength: 12 }), tokens, (all, claims) => {
        const kept = all.reduce<readonly CutOff[]>((before, next) => addCutOff(before, next), []);
        const token = credential(claims);
        expect(kept.length).toBeLessThanOrEqual(2);
        expect(coveringCutOff(kept, token, undefined) !== undefined).toBe(
          all.some((one) => covers(one, token, undefined)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('never weaken one another: adding one leaves everything covered that was', () => {
    const token = credential({ issuedAtMs: NOW_MS });
    const kept = addCutOff([cutOff()], cutOff({ atMs: NOW_MS + 5000, exceptSessionId: token.sessionId }));
    expect(coveringCutOff(kept, token, undefined)).toBeDefined();
  });
});

describe('of cut-offs that are kept', () => {
  const early = cutOff({ atMs: NOW_MS - 1000 });
  const sparing = cutOff({ exceptSessionId: id('s1') });
  const inactive = cutOff({ cause: 'account_inactive' });

  it('one that spares nobody replaces all that came before it', () => {
    expect(
      addCutOff([cutOff({ atMs: NOW_MS - 2000, exceptSessionId: id('s1') }), early], cutOff()),
    ).toStrictEqual([cutOff()]);
  });

  it('one that spares a session stands beside the newest that does not', () => {
    expect(addCutOff([cutOff({ atMs: NOW_MS - 2000 }), early], sparing)).toStrictEqual([sparing, early]);
  });

  it('one that spares a session replaces those that spare the same', () => {
    expect(addCutOff([{ ...early, exceptSessionId: id('s1') }], sparing)).toStrictEqual([sparing]);
  });

  it('one of an inactivation says why a token is covered, in whichever order those of several scopes come', () => {
    const issuer = cutOff({ scope: { kind: 'issuer', issuer: 'default' } });
    const token = credential({ issuedAtMs: NOW_MS });
    for (const all of [
      [inactive, issuer],
      [issuer, inactive],
    ]) {
      expect(coveringCutOff(all, token, undefined)).toBe(inactive);
    }
    const later = cutOff({ scope: { kind: 'issuer', issuer: 'default' }, atMs: NOW_MS + 1 });
    expect(coveringCutOff([inactive, later], token, undefined)).toBe(later);
  });

  it('one is kept for as long as any of its moment that it replaces', () => {
    const longer = cutOff({ retainUntilMs: inactive.retainUntilMs + 1 });
    const kept = [{ ...inactive, retainUntilMs: longer.retainUntilMs }];
    expect(addCutOff([inactive], longer)).toStrictEqual(kept);
    expect(addCutOff([longer], inactive)).toStrictEqual(kept);
    const earlier = cutOff({ atMs: NOW_MS - 1, retainUntilMs: longer.retainUntilMs });
    expect(addCutOff([earlier], inactive)).toStrictEqual([inactive]);
  });

  it('one that comes late stands behind a newer one', () => {
    expect(addCutOff([sparing], early)).toStrictEqual([sparing, early]);
    expect(addCutOff([cutOff()], early)).toStrictEqual([cutOff()]);
  });

  it.each([
    ['the one that spares nobody counts', sparing, cutOff(), [cutOff()]],
    ['also when it was there before', cutOff(), sparing, [cutOff()]],
    ['of two that spare nobody the later given counts', cutOff({ by: 'gsm' }), cutOff(), [cutOff()]],
    ['an inactivation counts, though another is given later', inactive, cutOff(), [inactive]],
    ['an inactivation counts, though another was given before', cutOff(), inactive, [inactive]],
    [
      'of two that spare somebody the later given comes first',
      cutOff({ exceptSessionId: id('s2') }),
      sparing,
      [sparing, cutOff({ exceptSessionId: id('s2') })],
    ],
  ])('at one moment, %s', (_, before, added, kept) => {
    expect(addCutOff([before], added)).toStrictEqual(kept);
  });
});
