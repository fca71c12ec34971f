/** Lines that a generated request has beside its own: headers with values that need not be theirs, or what hops agree on. */
import fc from 'fast-check';
import { MARK } from './credentials.ts';

const texts = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 12,
});
const headerNames = fc.constantFrom(
  ...[
    'Accept',
    'User-Agent',
    'Origin',
    'Sec-Fetch-Site',
    'Referer',
    'X-HTTP-Method-Override',
    'X-Forwarded-For',
  ],
  ...[
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'Content-Encoding',
    'Accept-Encoding',
    'Range',
    'If-None-Match',
    'TE',
  ],
  ...[
    'Trailer',
    'Via',
    'Forwarded',
    'x-store-id',
    'x-request-id',
    'traceparent',
    'Cookie',
    'Expect',
    'Max-Forwards',
  ],
  ...['Access-Control-Request-Method', 'Content_Length', 'Proxy-Authorization', 'DPoP', `x-${MARK}`],
);
const headerValues = fc.oneof(
  texts,
  fc.constantFrom(
    ...[
      '',
      'store-1',
      'store-2',
      'a b',
      'same-origin',
      'cross-site',
      'http://localhost',
      'https://evil.example',
      'null',
    ],
    ...[
      '100-continue',
      'gzip',
      'br',
      'DELETE',
      'gsm_token=; gsm_token',
      '203.0.113.9',
      '::1',
      'unknown',
      '"',
      '\t',
      '\u00e9',
    ],
    ...[
      '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      'bytes=0-',
      '%0d%0aSet-Cookie: a=b',
      `${MARK} ${MARK}`,
    ],
  ),
  fc.stringMatching(/^[0-9a-f]{1,40}$/),
);
const hops = fc.constantFrom(
  'Connection: close',
  'Connection: keep-alive',
  'Connection: Upgrade\r\nUpgrade: h2c',
);

export const headerLines: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(headerNames, headerValues).map((parts) => parts.join(': ')),
  hops,
);
