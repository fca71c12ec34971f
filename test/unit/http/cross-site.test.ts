import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOwnSite } from '../../../src/http/cross-site.ts';

const ALLOWED = new Set(['https://app.example']);
const own = (origin?: string, fetchSite?: string, host: string | undefined = 'api.example') =>
  isOwnSite({ origin, fetchSite, host }, ALLOWED);

describe('a request is the site’s own', () => {
  it.each([
    ['an allowed origin', own('https://app.example', 'cross-site')],
    ['no word of a browser at all', own()],
    ['Sec-Fetch-Site same-origin', own('https://other.example', 'same-origin')],
    ['Sec-Fetch-Site none', own(undefined, 'none')],
    ['an origin that is the host', own('https://api.example')],
    [
      'an origin with the default port spelled out in Host',
      own('https://api.example', undefined, 'api.example:443'),
    ],
    ['an origin whose host differs in case only', own('https://api.example', undefined, 'API.example')],
  ])('with %s', (_, result) => {
    expect(result).toBe(true);
  });
});

describe('a request is another site’s', () => {
  it.each([
    ['Sec-Fetch-Site cross-site', own(undefined, 'cross-site')],
    ['Sec-Fetch-Site same-site: a sibling is another site', own('https://api.example', 'same-site')],
    ['a Sec-Fetch-Site that no browser sends', own(undefined, 'Same-Origin')],
    ['a duplicated Sec-Fetch-Site', own(undefined, 'same-origin, cross-site')],
    ['another origin', own('https://evil.example')],
    ['another port', own('https://api.example:8443')],
    ['an opaque origin', own('null')],
    ['an origin that is no URL', own('api.example')],
    [
      'an origin and no host',
      isOwnSite({ origin: 'https://api.example', fetchSite: undefined, host: undefined }, ALLOWED),
    ],
    ['an origin with the host as its user name', own('https://api.example@evil.example')],
    ['an allowed origin’s look-alike', own('https://app.example.evil.example')],
  ])('with %s', (_, result) => {
    expect(result).toBe(false);
  });

  it('whatever its origin is, unless it is allowed or the host', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (origin) => {
        fc.pre(!ALLOWED.has(origin) && !/^https?:\/\/api\.example(?::(?:80|443))?(?:[/?#]|$)/i.test(origin));
        expect(own(origin)).toBe(false);
      }),
    );
  });
});
