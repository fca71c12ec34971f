/**
 * Whether something has stopped growing. The last half of the run is cut into pieces of equal length, each stands
 * for itself by its median (or its least, where garbage piles up and is collected), and the slope through them is the
 * median of the slopes between all pairs (Theil and Sen): a few wild pieces do not move it.
 */
export interface Rule {
  readonly name: string;
  readonly unit: 'MiB' | 'count';
  readonly of: 'median' | 'least';
  /** Growth up to this counts as none, however small the thing is. */
  readonly slack: number;
}

export interface Judged extends Rule {
  /** The median of the last half. */
  readonly level: number;
  /** What the slope comes to over the last half. */
  readonly growth: number;
  /** The growth that is let pass: the slack, or 5 % of the level where that is more. */
  readonly permitted: number;
  readonly plateau: boolean;
}

export interface Point {
  readonly atSeconds: number;
  readonly value: number;
}

const PIECES = 30;
const PERMITTED_SHARE = 0.05;

export function judge(rule: Rule, points: readonly Point[]): Judged {
  const end = points.at(-1)?.atSeconds ?? 0;
  const half = points.filter(({ atSeconds }) => atSeconds >= end / 2);
  const pieces = cut(half, end / 2, end).map(({ atSeconds, values }) => ({
    atSeconds,
    value: rule.of === 'least' ? Math.min(...values) : median(values),
  }));
  const level = median(pieces.map(({ value }) => value));
  const growth = (slope(pieces) * end) / 2;
  const permitted = Math.max(rule.slack, level * PERMITTED_SHARE);
  return { ...rule, level, growth, permitted, plateau: growth <= permitted };
}

function cut(points: readonly Point[], from: number, to: number) {
  const pieces = Array.from({ length: PIECES }, (_, at) => ({
    atSeconds: from + ((at + 0.5) / PIECES) * (to - from),
    values: [] as number[],
  }));
  for (const { atSeconds, value } of points) {
    const at = Math.min(PIECES - 1, Math.floor(((atSeconds - from) / (to - from)) * PIECES));
    pieces[at]?.values.push(value);
  }
  return pieces.filter(({ values }) => values.length > 0);
}

/** A second. */
function slope(points: readonly Point[]): number {
  const slopes = points.flatMap((one, at) =>
    points.slice(at + 1).map((other) => (other.value - one.value) / (other.atSeconds - one.atSeconds)),
  );
  return slopes.length === 0 ? 0 : median(slopes);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[sorted.length % 2 ? middle : middle - 1],
    sorted[middle],
  ];
  return (low + high) / 2;
}
