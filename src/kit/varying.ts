/** What may differ between an answer and the document's example, member by member. */
import { headerOf } from './headers.ts';
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

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const RECENT_MS = 60_000;
/** Clocks of two machines differ, and `Date` has no milliseconds. */
const SKEW_MS = 2_000;
/** Beyond that a server's clock is wrong, and says nothing of its other times. */
const MOST_SKEW_MS = 300_000;

/** What the server's clock shows: by the `Date` of its answer, where that can be. */
function clockOf(seen: Seen): number {
  const dateMs = Date.parse(headerOf(seen, 'date') ?? '');
  return Math.abs(dateMs - Date.now()) < MOST_SKEW_MS ? dateMs : Date.now();
}
function isRecent(ms: number, { seen }: Around): boolean {
  const nowMs = clockOf(seen);
  return ms <= nowMs + SKEW_MS && ms > nowMs - RECENT_MS;
}

export const requestId: Match = {
  is: 'the id that the header x-request-id has',
  fits: (value, { seen }) => typeof value === 'string' && value === headerOf(seen, 'x-request-id'),
};
export const recentTime: Match = {
  is: 'a time of the last minute, RFC 3339 in UTC with milliseconds',
  fits: (value, around) => TIME.test(String(value)) && isRecent(Date.parse(String(value)), around),
};
export const futureTime: Match = {
  is: 'a time to come, RFC 3339 in UTC with milliseconds',
  fits: (value, { seen }) => TIME.test(String(value)) && Date.parse(String(value)) > clockOf(seen),
};
export const recentMilliseconds: Match = {
  is: 'Unix milliseconds of the last minute',
  fits: (value, around) => typeof value === 'number' && Number.isInteger(value) && isRecent(value, around),
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
