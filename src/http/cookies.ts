/** Cookies of a request, and the deletion of one. */
import { stringifySetCookie } from 'cookie';
import type { CookieSettings } from '../contracts/contract.ts';

/** RFC 6265, section 4.1.1: `cookie-octet`. */
const COOKIE_VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;

/**
 * Every value that the request gives a cookie of this name, in order. A name can come more than once (two
 * paths, two domains, or an attacker's sibling domain), and none of them is preferred.
 */
export function cookieValues(header: string | undefined, name: string): readonly string[] {
  if (header === undefined) return [];
  return header.split(';').flatMap((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 0 || stripped(pair.slice(0, equals)) !== name) return [];
    const value = unquoted(stripped(pair.slice(equals + 1)));
    return COOKIE_VALUE.test(value) ? [value] : [];
  });
}

/** Whether the request carries a cookie of this name at all, legible or not. */
export function carriesCookie(header: string | undefined, name: string): boolean {
  return timesCarried(header, name) > 0;
}

/** How often, legible or not. */
export function timesCarried(header: string | undefined, name: string): number {
  const pairs = (header ?? '').split(';');
  return pairs.filter((pair) => stripped(pair.split('=', 1)[0] ?? '') === name).length;
}

/** Only the white space of HTTP: a name with another is one that a sibling domain could plant for this one. */
function stripped(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text[from])) from += 1;
  while (to > from && isBlank(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';

function unquoted(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}

/** A browser deletes a cookie only when the attributes are those that it was set with (RFC 6265, 5.3). */
export function deletionOf(cookie: CookieSettings): string {
  return stringifySetCookie({
    name: cookie.name,
    value: '',
    path: cookie.path,
    expires: new Date(0),
    httpOnly: cookie.httpOnly,
    secure: cookie.secure,
    sameSite: cookie.sameSite,
    partitioned: cookie.partitioned,
    ...(cookie.domain === null ? {} : { domain: cookie.domain }),
  });
}
