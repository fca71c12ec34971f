/** Times as the control API writes them: RFC 3339 in UTC, with milliseconds. */
export const time = (ms: number): string => new Date(ms).toISOString();
/** Of a `date-time`, in Unix milliseconds; `null`: a moment that no clock shows, which `Date` would move to another day. */
export function readTime(text: string): number | null {
  const [, year, month, day, hour] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d)/i.exec(text) ?? [];
  const isDay = Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const ms = Date.parse(text);
  return Number.isNaN(ms) || !isDay || Number(hour) > 23 ? null : ms;
}
export const timeOrNull = (ms: number | null): string | null => (ms === null ? null : time(ms));
