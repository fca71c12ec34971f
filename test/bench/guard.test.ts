/** What the guard of the benchmarks says of rounds. */
import { describe, expect, it } from 'vitest';
import { findings, type Sample, type Samples } from '../../bench/guard/verdict.ts';

const RECORDED = { verify: 4, logout: 3 };

const rounds = (cpuMicroseconds: number, disturbance = 0.1): readonly Sample[] =>
  Array.from({ length: 12 }, () => ({ cpuMicroseconds, disturbance }));

const seen = (verify: readonly Sample[], logout: readonly Sample[]): Samples => ({
  verify: { ours: verify, theirs: rounds(30) },
  logout: { ours: logout, theirs: rounds(60) },
});
const kindsOf = (samples: Samples) =>
  Object.fromEntries(findings(RECORDED, samples).map(({ question, kind }) => [question, kind]));

describe('the guard', () => {
  it('lets pass what costs as much as was recorded, or less', () => {
    expect(kindsOf(seen(rounds(120), rounds(90)))).toEqual({ verify: 'fine', logout: 'fine' });
  });

  it('lets pass what costs 15 % more, and nothing above that', () => {
    expect(kindsOf(seen(rounds(120 * 1.149), rounds(180 * 1.151)))).toEqual({
      verify: 'fine',
      logout: 'worse',
    });
  });

  it('says how much more it is, and against what', () => {
    expect(findings(RECORDED, seen(rounds(180), rounds(180)))[0]).toEqual({
      question: 'verify',
      against: 'stateless',
      recorded: 4,
      seen: 6,
      more: 0.5,
      kind: 'worse',
    });
  });

  it('goes by the quarter of the rounds that cost least: what disturbs only ever adds', () => {
    const mostlyDisturbed = [...rounds(200, 2), ...rounds(120), ...rounds(200, 2)];
    expect(kindsOf(seen(mostlyDisturbed, rounds(180)))).toMatchObject({ verify: 'fine' });
  });

  it('does not judge what looks worse where the servers were disturbed all the time', () => {
    expect(kindsOf(seen(rounds(200, 2), rounds(180, 2)))).toEqual({ verify: 'unjudged', logout: 'fine' });
  });
});
