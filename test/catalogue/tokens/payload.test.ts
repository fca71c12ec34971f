/** The payload is one JSON object in UTF-8, read in one way only (RFC 7519, sections 4 and 7.2). */
import { describe, it } from 'vitest';
import { SECRET } from '../../support/server.ts';
import { token } from '../../support/tokens.ts';
import { craft, hmac } from '../../unit/tokens/crafted.ts';
import { catalogued } from '../catalogued.ts';
import { acceptedByAll, type Claims, claimsOf, refusedByAll } from './attacked.ts';
import { attackedServer } from './served.ts';

const world = { server: attackedServer(), genuine: (claims: Claims) => token(claims) };
const HEADER = { alg: 'HS256', typ: 'JWT' };
/** The secret signed it: only its form can be what is wrong. */
const signed = (payload: string | Buffer, header: string | Buffer | object = HEADER): string =>
  craft(header, payload, hmac(Buffer.from(SECRET)));
const text = (claims: Claims): string => JSON.stringify(claims);
const latin1 = (json: string): Buffer => Buffer.from(json, 'latin1');
const asName = (claims: Claims, sid: string): string =>
  text({ ...claims, sid: '@' }).replace('"@"', `"${sid}"`);

describe(catalogued(16), () => {
  it.each<readonly [string, (claims: Claims) => string | Buffer]>([
    ['an array', () => '[]'],
    ['an array with the claims in it', (claims) => `[${text(claims)}]`],
    ['a string', (claims) => JSON.stringify(text(claims))],
    ['null', () => 'null'],
    ['a number', () => '9999999999'],
    ['true', () => 'true'],
    ['nothing but a space', () => ' '],
    ['a BOM before the claims', (claims) => `\ufeff${text(claims)}`],
    ['a BOM behind the claims', (claims) => `${text(claims)}\ufeff`],
    ['two objects', (claims) => text(claims).repeat(2)],
    ['claims that are cut short', (claims) => text(claims).slice(0, -1)],
    ['claims with a comment', (claims) => `${text(claims)}//`],
    ['claims with a comma too many', (claims) => `${text(claims).slice(0, -1)},}`],
    ['claims in single quotes', (claims) => text(claims).replaceAll('"', "'")],
    ['claims in form encoding', (claims) => `sub=${claims['sub']}&sid=${claims['sid']}&exp=${claims['exp']}`],
    ['claims in UTF-16', (claims) => Buffer.from(text(claims), 'utf16le')],
    ['a token within the token', (claims) => token(claims)],
  ])('%s is malformed, though the secret signed it', (_, payload) =>
    refusedByAll(world, (claims) => signed(payload(claims)), 'malformed'),
  );

  it.each(['[]', '["HS256"]', 'null', '"HS256"', '\ufeff{"alg":"HS256"}'])(
    'a header of %j is malformed as well',
    (header) => refusedByAll(world, (claims) => signed(text(claims), header), 'malformed'),
  );
});

describe(catalogued(17), () => {
  it.each<readonly [string, string]>([
    ['a stray byte', '\xff'],
    ['a byte of Latin-1', 'caf\xe9'],
    ['an overlong NUL', '\xc0\x80'],
    ['an overlong slash', '\xe0\x80\xaf'],
    ['an encoded surrogate', '\xed\xa0\x80'],
    ['a character beyond Unicode', '\xf4\x90\x80\x80'],
    ['a character that is cut short', '\xe2\x82'],
    ['a bare NUL', 'a\0b'],
    ['a bare line break', 'a\nb'],
  ])('%s is malformed', async (_, bytes) => {
    await refusedByAll(world, (claims) => signed(latin1(asName(claims, bytes))), 'malformed');
    const header = latin1(`{"alg":"HS256","x":"${bytes}"}`);
    await refusedByAll(world, (claims) => signed(text(claims), header), 'malformed');
  });

  it('NUL behind the claims is malformed', () =>
    refusedByAll(world, (claims) => signed(`${text(claims)}\0`), 'malformed'));

  it('half a surrogate pair, escaped, names nothing', () =>
    refusedByAll(world, (claims) => signed(asName(claims, '\\ud800')), 'claim_invalid'));

  it('the sid of another and NUL, escaped, is the name of another session', () =>
    acceptedByAll(
      world,
      (claims) => signed(asName(claims, `${claims['sid']}\\u0000`)),
      ({ sid }) => `${sid}\0`,
    ));
});

describe(catalogued(18), () => {
  const other = claimsOf();
  /** The claims, with a member written before them and one behind. */
  const around = (claims: Claims, before: string, behind: string): string =>
    signed(`{${before}${text(claims).slice(1, -1)}${behind}}`);

  it.each([
    ['sid', { sid: other['sid'] }],
    ['sub', { sub: other['sub'] }],
    ['exp', { exp: 9_999_999_999 }],
    ['exp', { exp: 1 }],
    ['iat', { iat: 9_999_999_999 }],
  ] as const)('the last %s decides, and an earlier one is as if it were not there: %j', (_, first) =>
    acceptedByAll(world, (claims) => around(claims, `${JSON.stringify(first).slice(1, -1)},`, '')),
  );

  it.each([
    ['exp', ',"exp":1', 'expired'],
    ['exp under an escape', ',"\\u0065xp":1', 'expired'],
    ['nbf', ',"nbf":1,"nbf":9999999999', 'not_yet_valid'],
    ['sub', ',"sub":"somebody-else"', 'subject_mismatch'],
    ['sid', ',"sid":[]', 'claim_invalid'],
    ['tid', ',"tid":{}', 'claim_invalid'],
  ])('the last %s decides, be it that an earlier one was good', (_, behind, reason) =>
    refusedByAll(world, (claims) => around(claims, '', behind), reason),
  );

  it('a claim of another case is another claim', () =>
    acceptedByAll(world, (claims) => around(claims, '', `,"SID":"${other['sid']}","Exp":1,"SUB":[]`)));
});
