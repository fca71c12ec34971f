/** What may differ between an answer and the document's example, member by member. */
import type { Ask, Seen } from './send.ts';

interface Around {
  readonly example: unknown;
  readonly seen: Seen;
  readonly asked: Ask;
}
/** What a member has to be in place of the example's value; `is` says it in words. */
export interface Match {
  readonly is: string;
  readonly fits: (value: unknown, around: Around) => boolean;
}
/** By JSON pointer (RFC 6901) into the body; the empty one is the whole of it. */
export type Varying = Readonly<Record<string, Match>>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** Of the server's clock, which is this machine's. */
const RECENT_MS = 60_000;

const isRecent = (ms: number): boolean => ms <= Date.now() && ms > Date.now() - RECENT_MS;
const header = (seen: Seen, name: string): string | undefined =>
  seen.headers.find(([key]) => key.toLowerCase() === name)?.[1];

export const requestId: Match = {
  is: 'a UUID that the header x-request-id repeats',
  fits: (value, { seen }) => UUID.test(String(value)) && value === header(seen, 'x-request-id'),
};
export const recentTime: Match = {
  is: 'a time of the last minute, RFC 3339 in UTC with milliseconds',
  fits: (value) => TIME.test(String(value)) && isRecent(Date.parse(String(value))),
};
export const futureTime: Match = {
  is: 'a time to come, RFC 3339 in UTC with milliseconds',
  fits: (value) => TIME.test(String(value)) && Date.parse(String(value)) > Date.now(),
};
export const recentMilliseconds: Match = {
  is: 'Unix milliseconds of the last minute',
  fits: (value) => typeof value === 'number' && Number.isInteger(value) && isRecent(value),
};
export const unixSeconds: Match = {
  is: 'whole seconds since 1970',
  fits: (value) => Number.isInteger(value) && Number(value) > 1_500_000_000 && Number(value) < 10_000_000_000,
};
export const sentence: Match = {
  is: 'a sentence',
  fits: (value) => typeof value === 'string' && /^\S.+\.$/.test(value),
};
/** At 400 and 422 of platform: the example's words, and after a colon the member at fault. */
export const exampleNaming = (member: string): Match => ({
  is: `the example's words, a colon, and ${member}`,
  fits: (value, { example }) => String(value).startsWith(`${String(example)}: ${member} `),
});
/** What the request gave under this name, in its path, query or body. */
export const asAsked = (name: string): Match => ({
  is: `the ${name} that the request gave`,
  fits: (value, { asked }) => {
    const given = asked.path?.[name] ?? asked.query?.[name] ?? asked.json?.[name];
    return given !== undefined && value === given;
  },
});
/** Where the server chooses the value and only its form is promised. */
export const like = (pattern: RegExp): Match => ({
  is: `like ${pattern}`,
  fits: (value) => typeof value === 'string' && pattern.test(value),
});
export const jwt = like(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/);
export const metricsText: Match = {
  is: "Prometheus text with the example's metric in it",
  fits: (value, { example }) => {
    const lines = String(value).split('\n');
    const [help, type] = String(example).split('\n');
    const at = lines.indexOf(help ?? '');
    return at >= 0 && lines[at + 1] === type && /^process_start_time_seconds \d+$/.test(lines[at + 2] ?? '');
  },
};
