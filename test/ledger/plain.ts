/** Requests that every server has to read (RFC 9112): nothing in them is strange, twice, or over a limit. */

/** The methods are those of RFC 9110 but CONNECT, and PATCH: what is none that a server knows it may refuse. */
const TARGET = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE) \/[!-~]* HTTP\/1\.[01]$/;
const FIELD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[ \t]*[ -~\t\x80-\xff]*$/;
const HOST = /^host:[ \t]*[A-Za-z0-9.-]+(?::\d+)?[ \t]*$/i;
/** Whoever reads on behind it, or cannot, may refuse it; and a coding that is not spelled as everybody does. */
const DELICATE = /^(?:(?:upgrade|expect|te|trailer):|transfer-encoding:(?![ \t]*chunked$))/i;

/** What the server takes of a head, at the least. */
const [MOST_BYTES, MOST_FIELDS] = [8 * 1024, 90];

export function isPlain(first: string, fields: readonly string[]): boolean {
  const isSmall = [first, ...fields].join().length < MOST_BYTES && fields.length < MOST_FIELDS;
  const hosts = fields.filter((field) => /^host:/i.test(field));
  return (
    isSmall &&
    TARGET.test(first) &&
    fields.every((field) => FIELD.test(field) && !DELICATE.test(field)) &&
    hosts.length === 1 &&
    HOST.test(hosts[0] ?? '')
  );
}
