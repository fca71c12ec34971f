/** Round numbers for an axis: 1, 2 or 5 times a power of ten, at most `most` steps. */
export function ticks(greatest: number, most = 4): readonly number[] {
  const rough = Math.max(greatest, 1e-9) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const count = Math.max(1, Math.ceil(greatest / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** At most two points a piece, its lowest and its highest, so that no peak is lost. */
export function thinned(points: readonly Point[], pieces: number): readonly Point[] {
  if (points.length <= 2 * pieces) return points;
  const size = points.length / pieces;
  return Array.from({ length: pieces }, (_, at) => {
    const piece = points.slice(Math.floor(at * size), Math.floor((at + 1) * size));
    const [first, ...rest] = piece;
    if (first === undefined) return [];
    const low = rest.reduce((least, point) => (point.y < least.y ? point : least), first);
    const high = rest.reduce((most, point) => (point.y > most.y ? point : most), first);
    if (low === high) return [low];
    return low.x < high.x ? [low, high] : [high, low];
  }).flat();
}
