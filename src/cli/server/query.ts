/** The query of a request to the control API. */

/** openapi-fetch's own leaves `!`, `'`, `(`, `)` and `*` as they are, and the server refuses them as reserved (RFC 3986, section 2.2). */
export function queryOf(query: Readonly<Record<string, unknown>>): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${encoded(String(value))}`)
    .join('&');
}

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
