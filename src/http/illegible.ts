/**
 * Credentials that are not well-formed, and that something behind a gateway might read all the same. A check refuses
 * them: what it passes over must be no credential to anybody.
 */
import type { IncomingMessage } from 'node:http';
import type { CredentialPlace } from '../contracts/contract.ts';
import { cookieValues } from './cookies.ts';

/** Whether a more generous reader could find a token at this place where none is found here. */
export function isIllegible({ headers }: IncomingMessage, place: CredentialPlace, isRead: boolean): boolean {
  if (place.kind === 'cookie') {
    const { cookie } = headers;
    return cookie !== undefined && timesNamed(cookie, place.name) > cookieValues(cookie, place.name).length;
  }
  const { authorization = '' } = headers;
  return place.kind === 'bearer' && authorization !== '' && !isRead && !isOfAnotherScheme(authorization);
}

/** RFC 9110, section 11.4; `bearer` with anything but a space behind it is what some take for Bearer. */
const ANOTHER_SCHEME = /^(?!bearer(?![\w!#$%&'*+.^`|~-]))[!#$%&'*+.^_`|~0-9A-Za-z-]+(?: |$)/i;
/** Its header, by the first letters that JSON can begin with, as base64 spells them. */
const JWT = /(?<![\w-])e[wy][\w-]+\.e[wy][\w-]+\./;

/** Each is linear in the length: a client chooses the text. */
function isOfAnotherScheme(authorization: string): boolean {
  return ANOTHER_SCHEME.test(authorization) && !JWT.test(authorization);
}

/**
 * How often a cookie of this name could be found by readers that split at commas, strip any white space, decode names, or
 * take other characters for an underscore, as PHP does.
 */
function timesNamed(header: string, name: string): number {
  const wanted = folded(name);
  return header.split(/[;,]/).filter((pair) => folded(pair.split('=', 1)[0] ?? '') === wanted).length;
}

function folded(name: string): string {
  const text = name.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  let [from, to] = [0, text.length];
  while (from < to && !isVisible(text, from)) from += 1;
  while (to > from && !isVisible(text, to - 1)) to -= 1;
  return text.slice(from, to).replace(/[. []/g, '_').toLowerCase();
}

/** White space is more than ASCII's to many, and comes as bytes of UTF-8 too. */
const isVisible = (text: string, at: number): boolean => text[at] !== undefined && /[!-~]/.test(text[at]);
