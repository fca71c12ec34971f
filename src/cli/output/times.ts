/** Times and durations, as people write and read them. */

const UNITS_MS: ReadonlyMap<string, number> = new Map([
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
]);

/** `90s`, `30m`, `12h`, `7d`; `null` for anything else. */
export function readDurationMs(text: string): number | null {
  const [, count = '', unit = ''] = /^([1-9]\d{0,8})([smhd])$/.exec(text) ?? [];
  const unitMs = UNITS_MS.get(unit);
  return unitMs === undefined ? null : Number(count) * unitMs;
}

/** In the largest unit that divides it, so that it can be given again as it is shown. */
export function showDuration(ms: number): string {
  const [unit, unitMs] = [...UNITS_MS].find(([, unitMs]) => ms % unitMs === 0) ?? ['s', 1000];
  return `${Math.round(ms / unitMs)}${unit}`;
}

/** How far apart two moments are, roughly: `3m`. */
export function roughly(ms: number): string {
  const [unit, unitMs] = [...UNITS_MS].find(([, unitMs]) => Math.abs(ms) >= unitMs) ?? ['s', 1000];
  return `${Math.floor(Math.abs(ms) / unitMs)}${unit}`;
}

/** From a time of the API; whatever else the server sent is shown as it came. */
export function ago(time: string, nowMs: number): string {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) return time;
  return ms <= nowMs ? `${roughly(nowMs - ms)} ago` : `in ${roughly(ms - nowMs)}`;
}

/** `2025-01-15 10:00:00Z`. */
export function stamp(time: string): string {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) return time;
  return new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
}

/** A moment of RFC 3339 with its offset, as the API takes it; `null` for anything else. */
export function readTime(text: string): string | null {
  const isComplete = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text);
  const ms = isComplete ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
