import { parseCookie, stringifyCookie } from 'cookie';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriesCookie, cookieValues, deletionOf } from '../../../src/http/cookies.ts';

const NAME = 'gsm_token';

describe('the values of a cookie', () => {
  it.each([
    ['gsm_token=a', ['a']],
    ['other=x; gsm_token=a; more=y', ['a']],
    ['gsm_token=a; gsm_token=b', ['a', 'b']],
    ['gsm_token="a"', ['a']],
    ['gsm_token = a ', ['a']],
    ['gsm_token=a=b', ['a=b']],
    ['gsm_token=', ['']],
    ['gsm_token', []],
    ['GSM_TOKEN=a', []],
    ['xgsm_token=a', []],
    ['gsm_token=a b', []],
    ['gsm_token=a,b', []],
    ['gsm_token=é', []],
    ['gsm_token=a\\b', []],
    [undefined, []],
  ])('of %j are %j', (header, values) => {
    expect(cookieValues(header, NAME)).toEqual(values);
  });

  it('are those that a well-kept library reads, where the name comes once', () => {
    const pairs = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.stringMatching(/^[\w.-]{0,20}$/), {
      maxKeys: 5,
    });
    fc.assert(
      fc.property(pairs, fc.stringMatching(/^[a-z_]{1,8}$/), (cookies, name) => {
        const header = stringifyCookie(cookies);
        const value = parseCookie(header)[name];
        expect(cookieValues(header, name)).toEqual(value === undefined ? [] : [value]);
      }),
    );
  });

  it('never have what a header or a log could trip over, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (noise) => {
        for (const value of cookieValues(`gsm_token=${noise}; gsm_token=x`, NAME)) {
          expect(value).toMatch(/^[\x21-\x7e]*$/);
        }
      }),
    );
  });
});

describe('a cookie that cannot be read', () => {
  it('is still one that the request carries', () => {
    expect(carriesCookie('a=b; gsm_token=é', NAME)).toBe(true);
    expect(carriesCookie('gsm_token', NAME)).toBe(true);
    expect(carriesCookie('a=gsm_token', NAME)).toBe(false);
    expect(carriesCookie(undefined, NAME)).toBe(false);
  });
});

describe('the deletion of a cookie', () => {
  const cookie = {
    name: NAME,
    path: '/',
    domain: null,
    secure: true,
    sameSite: 'lax',
    httpOnly: true,
    partitioned: false,
  } as const;
  it('repeats the attributes that it was set with', () => {
    expect(deletionOf(cookie)).toBe(
      'gsm_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
    );
    expect(deletionOf({ ...cookie, sameSite: 'none', partitioned: true })).toMatch(
      /; Partitioned; SameSite=None$|; SameSite=None; Partitioned$/,
    );
    expect(
      deletionOf({
        ...cookie,
        path: '/app',
        domain: 'example.com',
        secure: false,
        sameSite: 'none',
        httpOnly: false,
      }),
    ).toBe('gsm_token=; Domain=example.com; Path=/app; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=None');
  });
});
