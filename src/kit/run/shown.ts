/** What others have written, as it may be shown: without credentials, without control characters, and cut. */

/** A JWT, signed or encrypted, whoever has made it. */
const JWT = /\beyJ[\w-]{5,}(?:\.[\w-]*){1,4}/g;
const LONGEST = 400;
/** What is shorter is a word of its own elsewhere, and no credential worth the name. */
const SHORTEST_SECRET = 8;

/** @param secrets what the run has been given, or has asked for, to be let in with */
export function shown(text: string, secrets: ReadonlySet<string>, longest = LONGEST): string {
  const known = [...secrets].filter(({ length }) => length >= SHORTEST_SECRET);
  const without = known.reduce((left, secret) => left.replaceAll(secret, '<secret>'), text);
  const line = without.replace(JWT, '<token>').replace(/\s+/g, ' ').trim();
  const cut = line.length > longest ? `${line.slice(0, longest)} …` : line;
  // Terminals obey control characters, and characters of direction and format change what people read.
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, spelled);
}

const spelled = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;
