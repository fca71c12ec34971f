/** Generated conversations: requests on one connection, each an operation's own with a few changes. */
import fc from 'fast-check';
import { declarations, type Operation, operationNamed } from '../../../src/kit/documents.ts';
import { brokenChunks, chunksBrokenLater, refusedHeads } from '../http/smuggling.ts';
import { type Body, bodies } from './bodies.ts';
import { type Credential, keys, MARK, tokens } from './credentials.ts';

export type Place = 'Authorization' | 'x-token' | 'gsm_token' | 'refresh_token';

export type Change =
  | { readonly change: 'method'; readonly to: string }
  /** Some characters of the target other. */
  | { readonly change: 'target'; readonly at: number; readonly piece: string; readonly cut: number }
  | { readonly change: 'absolute form'; readonly authority: string }
  | { readonly change: 'query'; readonly text: string }
  | { readonly change: 'header'; readonly line: string }
  | { readonly change: 'credential'; readonly place: Place; readonly credential: Credential }
  | { readonly change: 'no credential' }
  | { readonly change: 'version'; readonly to: string };

/** What no reader of HTTP can be sure of. It is the last of its connection. */
export type Breakage =
  | { readonly kind: 'head'; readonly lines: string }
  | { readonly kind: 'chunks'; readonly body: string }
  | { readonly kind: 'octet'; readonly at: number; readonly octet: number; readonly cut: number }
  | { readonly kind: 'end'; readonly at: number }
  | { readonly kind: 'length'; readonly by: number }
  | { readonly kind: 'headers'; readonly count: number; readonly length: number }
  | { readonly kind: 'junk'; readonly text: string };

export interface Plan {
  readonly operationId: string;
  /** In the place of a parameter of the path. */
  readonly name: string;
  readonly place: Place;
  readonly credential: Credential;
  readonly body: Body | null;
  readonly changes: readonly Change[];
}

export interface Conversation {
  readonly plans: readonly Plan[];
  /** Of the last request. */
  readonly breakage: Breakage | null;
  /** Where the bytes are cut in two writes. */
  readonly cutAt: number | null;
}

const all = [...new Set(declarations.map(({ operationId }) => operationId))].map(operationNamed);
const rare = ['listSessions', 'readMetrics', 'readReadiness'];
const weightOf = ({ contract, operationId }: Operation): number => {
  if (rare.includes(operationId)) return 1;
  return contract === 'control' ? 3 : 8;
};

const names = fc.oneof(
  fc.nat(200).map((session) => `generated-${session}`),
  fc.nat(8).map((user) => `user-${user}`),
  fc.constantFrom(
    'store-1',
    'store-2',
    'jti:a',
    '%41',
    '%',
    '%ff',
    '..',
    'a%2fb',
    '%00',
    MARK,
    'x'.repeat(300),
  ),
);
const texts = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 12,
});
const pieces = fc.constantFrom(
  '',
  '/',
  '//',
  '.',
  '..',
  '%2f',
  '%2e',
  ';',
  '\\',
  'A',
  'x',
  '%',
  '%00',
  '#',
  '?',
  '~',
  '*',
);
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
const places = fc.constantFrom<Place>('Authorization', 'x-token', 'gsm_token', 'refresh_token');

const changes: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      change: fc.constant('method' as const),
      to: fc.constantFrom(
        'GET',
        'POST',
        'PUT',
        'PATCH',
        'DELETE',
        'HEAD',
        'OPTIONS',
        'TRACE',
        'QUERY',
        'PROPFIND',
        'M-SEARCH',
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      change: fc.constant('target' as const),
      at: fc.nat(60),
      piece: pieces,
      cut: fc.nat(2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      change: fc.constant('absolute form' as const),
      authority: fc.constantFrom(
        'http://localhost',
        'HTTPS://evil.example:8443',
        'http://[::1]',
        'http://a.b',
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      change: fc.constant('query' as const),
      text: fc.oneof(
        fc.webQueryParameters(),
        fc.constantFrom(
          'limit=1',
          'limit=1e400',
          'limit=1&limit=2',
          'issuer=other',
          'cursor=e30',
          'state=ended',
          `subject=${MARK}`,
          'a[b]=c',
          '%',
        ),
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      change: fc.constant('header' as const),
      line: fc.oneof(
        fc.tuple(headerNames, headerValues).map((parts) => parts.join(': ')),
        hops,
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      change: fc.constant('credential' as const),
      place: places,
      credential: fc.oneof(tokens, keys),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ change: 'no credential' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ change: fc.constant('version' as const), to: fc.constant('HTTP/1.0') }),
  },
);

const placeOf = ({ contract }: Operation): fc.Arbitrary<Place> => {
  if (contract === 'tenant') return fc.constant('x-token');
  return contract === 'gsm' ? fc.constantFrom('Authorization', 'gsm_token') : fc.constant('Authorization');
};

const plans: fc.Arbitrary<Plan> = fc.oneof(
  ...all.map((operation) => ({
    weight: weightOf(operation),
    arbitrary: fc.record({
      operationId: fc.constant(operation.operationId),
      name: names,
      place: placeOf(operation),
      credential: operation.contract === 'control' ? keys : tokens,
      body: fc.option(bodies(operation.operationId), { freq: operation.requestBody === null ? 1 : 8 }),
      changes: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 4, arbitrary: fc.array(changes, { minLength: 1, maxLength: 3 }) },
      ),
    }),
  })),
);

const breakages: fc.Arbitrary<Breakage> = fc.oneof(
  fc.record({
    kind: fc.constant('head' as const),
    lines: fc.constantFrom(...refusedHeads.map(([, lines]) => lines)),
  }),
  fc.record({
    kind: fc.constant('chunks' as const),
    body: fc.constantFrom(...[...brokenChunks, ...chunksBrokenLater].map(([, body]) => body)),
  }),
  fc.record({ kind: fc.constant('octet' as const), at: fc.nat(600), octet: fc.nat(255), cut: fc.nat(2) }),
  fc.record({ kind: fc.constant('octet' as const), at: fc.nat(80), octet: fc.nat(255), cut: fc.nat(2) }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat(600) }),
  fc.record({
    kind: fc.constant('length' as const),
    by: fc.integer({ min: -20, max: 20 }).filter((by) => by !== 0),
  }),
  fc.record({ kind: fc.constant('headers' as const), count: fc.constantFrom(101, 2100), length: fc.nat(20) }),
  fc.record({
    kind: fc.constant('junk' as const),
    text: fc.oneof(
      fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)), minLength: 1, maxLength: 200 }),
      fc.constantFrom(
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
        'CONNECT localhost:80 HTTP/1.1\r\nHost: a\r\n\r\n',
        '\x16\x03\x01\x02\0',
      ),
    ),
  }),
);

/** What is behind such a request on its connection has no answer. */
const isLast = (one: Change): boolean =>
  one.change === 'version' ||
  (one.change === 'header' && /^(?:Connection: (?:close|Upgrade)|Expect:)/.test(one.line));

const onlyAtTheEnd = (plan: Plan, at: number, all: readonly Plan[]): Plan =>
  at === all.length - 1 ? plan : { ...plan, changes: plan.changes.filter((one) => !isLast(one)) };

export const conversations: fc.Arbitrary<Conversation> = fc.record({
  plans: fc
    .array(plans, { minLength: 1, maxLength: 6, size: 'max' })
    .map((several) => several.map(onlyAtTheEnd)),
  breakage: fc.option(breakages, { freq: 3 }),
  cutAt: fc.option(fc.nat(800), { freq: 2 }),
});
