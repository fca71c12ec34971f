/** Times as the control API writes them: RFC 3339 in UTC, with milliseconds. */
export const time = (ms: number): string => new Date(ms).toISOString();
export const timeOrNull = (ms: number | null): string | null => (ms === null ? null : time(ms));
