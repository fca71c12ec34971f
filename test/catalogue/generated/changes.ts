/** What of a generated request is other than its operation's own. */
import fc from 'fast-check';
import { type Credential, keys, MARK, tokens } from './credentials.ts';
import { headerLines } from './header-lines.ts';

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
const places = fc.constantFrom<Place>('Authorization', 'x-token', 'gsm_token', 'refresh_token');

export const changes: fc.Arbitrary<Change> = fc.oneof(
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
      line: headerLines,
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

/** What is behind such a request on its connection has no answer. */
export const isLast = (one: Change): boolean =>
  one.change === 'version' ||
  (one.change === 'header' && /^(?:Connection: (?:close|Upgrade)|Expect:)/.test(one.line));
