/** Requests whose end is not where everybody sees it (RFC 9112, sections 2.2, 5.1, 5.2, 6.1 to 6.3, 7.1). */

/** Header lines after which the head is refused, whatever the contract. */
export const refusedHeads: readonly (readonly [what: string, lines: string])[] = [
  ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'],
  ['chunks and a length', 'Transfer-Encoding: chunked\r\nContent-Length: 5\r\n'],
  ['two lengths', 'Content-Length: 0\r\nContent-Length: 5\r\n'],
  ['two lengths that agree', 'Content-Length: 0\r\nContent-Length: 0\r\n'],
  ['a list of lengths', 'Content-Length: 0, 0\r\n'],
  ['a length with a sign', 'Content-Length: +5\r\n'],
  ['a negative length', 'Content-Length: -0\r\n'],
  ['a length in hexadecimal', 'Content-Length: 0x5\r\n'],
  ['a length with a space', 'Content-Length: 1 0\r\n'],
  ['an empty length', 'Content-Length:\r\n'],
  ['a length of 2^64', 'Content-Length: 18446744073709551616\r\n'],
  ['a length and a bare LF', 'X: y\nContent-Length: 0\r\n'],
  ['a line that ends in a bare LF', 'X: y\n'],
  ['a line that ends in a bare CR', 'X: y\rContent-Length: 5\r\n'],
  ['a CR in a value', 'X: y\rz\r\n'],
  ['a folded header', 'X: y\r\n z\r\n'],
  ['a folded header by a tab', 'X: y\r\n\tz\r\n'],
  ['chunks in a folded header', 'Transfer-Encoding:\r\n chunked\r\n'],
  ['a header that begins with a space', ' Content-Length: 5\r\n'],
  ['a NUL in a value', 'X: y\0z\r\n'],
  ['a NUL in a name', 'X\0Y: z\r\n'],
  ['a NUL in a length', 'Content-Length: 5\0\r\n'],
  ['a header without a name', ': y\r\n'],
  ['a header without a colon', 'nonsense\r\n'],
  ['a space before the colon', 'Transfer-Encoding : chunked\r\n'],
  ['a tab before the colon', 'Content-Length\t: 5\r\n'],
  ['a letter that no name has', 'Content-L\xe9ngth: 5\r\n'],
  ['chunks that are not last', 'Transfer-Encoding: chunked, identity\r\n'],
  ['identity alone', 'Transfer-Encoding: identity\r\n'],
  ['what is like chunked', 'Transfer-Encoding: xchunked\r\n'],
  ['chunked in quotes', 'Transfer-Encoding: "chunked"\r\n'],
  ['chunked behind a vertical tab', 'Transfer-Encoding: \x0bchunked\r\n'],
  ['chunked twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n'],
  ['chunked twice in one header', 'Transfer-Encoding: chunked, chunked\r\n'],
  ['an unknown coding behind chunked', 'Transfer-Encoding: chunked, nonsense\r\n'],
  ['an empty coding', 'Transfer-Encoding:\r\n'],
  ['a coding that nobody undoes', 'Transfer-Encoding: gzip, chunked\r\n'],
  ['chunked before a tab', 'Transfer-Encoding: chunked \t\r\n'],
  ['a second Host', 'Host: localhost\r\n'],
];

/** Bodies behind `Transfer-Encoding: chunked` that are broken in their first line. */
export const brokenChunks: readonly (readonly [what: string, body: string])[] = [
  ['a size with a sign', '+5\r\nhello\r\n0\r\n\r\n'],
  ['a negative size', '-1\r\nhello\r\n0\r\n\r\n'],
  ['a size with a prefix', '0x5\r\nhello\r\n0\r\n\r\n'],
  ['a size that is none', 'zz\r\nhello\r\n0\r\n\r\n'],
  ['an empty size', '\r\n0\r\n\r\n'],
  ['a size behind a space', ' 5\r\nhello\r\n0\r\n\r\n'],
  ['a size before a space', '5 \r\nhello\r\n0\r\n\r\n'],
  ['a size of 2^64', '10000000000000000\r\nhello\r\n0\r\n\r\n'],
  ['a size of 17 digits', 'fffffffffffffffff\r\nhello\r\n0\r\n\r\n'],
  ['a size before a bare LF', '5\nhello\n0\n\n'],
  ['an extension with a CR', '5;a\rb\r\nhello\r\n0\r\n\r\n'],
  ['an extension that ends in a bare LF', '5;a\nhello\r\n0\r\n\r\n'],
  ['an extension with a NUL', '5;a=\0\r\nhello\r\n0\r\n\r\n'],
  ['an extension without a name', '5;;\r\nhello\r\n0\r\n\r\n'],
  ['a trailer that sets a length', '0\r\nContent-Length: 5\r\n\r\n'],
  ['a trailer with a bare LF', '0\r\nX: y\n\r\n'],
  ['a trailer with a NUL', '0\r\nX: \0\r\n\r\n'],
];

/** The same, broken behind a part that is whole: what reads no body may have done what was asked by then. */
export const chunksBrokenLater: readonly (readonly [what: string, body: string])[] = [
  ['more than its size', '2\r\nhello\r\n0\r\n\r\n'],
  ['a second size that is none', '2\r\n{}\r\nzz\r\n'],
  ['a second size with a sign', '2\r\n{}\r\n+0\r\n\r\n'],
  ['a chunk without its end', '2\r\n{}0\r\n\r\n'],
];

/** Heads that frame their body in an unusual spelling which means one thing only. */
export const unusualFramings: readonly (readonly [what: string, lines: string, body: string])[] = [
  ['chunked behind a tab', 'Transfer-Encoding:\tchunked\r\n', '0\r\n\r\n'],
  ['chunked in capitals', 'TRANSFER-ENCODING: CHUNKED\r\n', '0\r\n\r\n'],
  ['a chunk extension', 'Transfer-Encoding: chunked\r\n', '0;a=b;c="d e"\r\n\r\n'],
  ['a trailer that is ignored', 'Transfer-Encoding: chunked\r\n', '0\r\nX-Trailer: y\r\n\r\n'],
  ['a size with zeros in front', 'Transfer-Encoding: chunked\r\n', '0000\r\n\r\n'],
  ['a length with zeros in front', 'Content-Length: 000\r\n', ''],
  ['a header that is like a length', 'Content_Length: 50\r\n', ''],
  ['a header that is like chunked', 'Transfer_Encoding: chunked\r\n', ''],
  ['a hop that names the credential', 'Connection: Authorization, x-token, Cookie\r\n', ''],
];
