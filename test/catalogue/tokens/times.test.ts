/** When a token counts (RFC 7519, sections 4.1.4 to 4.1.6). The exact edges, by any clock: `test/unit/tokens`. */
import { describe, it } from 'vitest';
import { SECRET } from '../../support/server.ts';
import { nowSeconds, token } from '../../support/tokens.ts';
import { craft, hmac } from '../../unit/tokens/crafted.ts';
import { catalogued } from '../catalogued.ts';
import { acceptedByAll, type Claims, type Forge, refusedByAll } from './attacked.ts';
import { attackedServer } from './served.ts';

const world = { server: attackedServer(), genuine: (claims: Claims) => token(claims) };
const HEADER = { alg: 'HS256', typ: 'JWT' };
const signed = (payload: string): string => craft(HEADER, payload, hmac(Buffer.from(SECRET)));
/** The claim as it is written here, which `JSON.stringify` might not write. */
const written =
  (name: string, value: string): Forge =>
  (claims) =>
    signed(JSON.stringify({ ...claims, [name]: '@' }).replace('"@"', value));
/** Seconds from now, at the moment of sending. */
const within =
  (times: Readonly<Record<string, number | undefined>>): Forge =>
  (claims) => {
    const now = nowSeconds();
    const set = Object.entries(times).map(([name, by]) => [name, by === undefined ? undefined : now + by]);
    return signed(JSON.stringify({ ...claims, ...Object.fromEntries(set) }));
  };
const MONTH = 30 * 86_400;

describe(catalogued(19), () => {
  it.each([
    '"9999999999"',
    '""',
    '9999999999.5',
    '1e400',
    '-1e400',
    '9007199254740992',
    'null',
    'true',
    'false',
    '[9999999999]',
    '{"valueOf":9999999999}',
  ])('exp %s is no time', (value) => refusedByAll(world, written('exp', value), 'claim_invalid'));

  it.each(['0', '-0', '-1', '-9007199254740991', '1', '1e3'])('exp %s is past', (value) =>
    refusedByAll(world, written('exp', value), 'expired'),
  );

  it.each<readonly [string, Forge, string]>([
    ['absent', within({ exp: undefined }), 'claim_invalid'],
    [
      'in a prototype',
      (claims) =>
        signed(
          JSON.stringify({ ...claims, exp: undefined }).replace('{', '{"__proto__":{"exp":9999999999},'),
        ),
      'claim_invalid',
    ],
    [
      'under another name',
      (claims) =>
        signed(JSON.stringify({ ...claims, exp: undefined, Exp: claims['exp'], EXP: claims['exp'] })),
      'claim_invalid',
    ],
    ['now', within({ exp: 0 }), 'expired'],
    ['a second ago', within({ exp: -1 }), 'expired'],
    ['a year ago', within({ exp: -365 * 86_400, iat: -366 * 86_400 }), 'expired'],
    ['in the year 285,426', written('exp', '9007199254740991'), 'lifetime_too_long'],
    [
      'in milliseconds',
      (claims) => signed(JSON.stringify({ ...claims, exp: Number(claims['exp']) * 1000 })),
      'lifetime_too_long',
    ],
    ['more than a month after iat', within({ iat: 0, exp: MONTH + 1 }), 'lifetime_too_long'],
    ['more than a month after an old iat', within({ iat: 60 - MONTH - 1, exp: 60 }), 'lifetime_too_long'],
    [
      'more than a month from now, without iat',
      within({ iat: undefined, exp: MONTH + 60 }),
      'lifetime_too_long',
    ],
  ])('exp %s is refused', (_, forge, reason) => refusedByAll(world, forge, reason));

  it.each<readonly [string, Forge]>([
    [
      'an integer with an exponent',
      (claims) => signed(JSON.stringify({ ...claims, exp: '@' }).replace('"@"', `${claims['exp']}e0`)),
    ],
    [
      'an integer with a fraction of zero',
      (claims) => signed(JSON.stringify({ ...claims, exp: '@' }).replace('"@"', `${claims['exp']}.0`)),
    ],
    ['a month after iat', within({ iat: 0, exp: MONTH })],
    ['a month from now, without iat', within({ iat: undefined, exp: MONTH })],
  ])('exp as %s is a time', (_, forge) => acceptedByAll(world, forge));
});

describe(catalogued(20), () => {
  it.each(['nbf', 'iat'])('%s within the leeway of 30 seconds is accepted', async (name) => {
    await acceptedByAll(world, within({ [name]: 30 }));
    await acceptedByAll(world, within({ [name]: 0 }));
  });

  // Two seconds beyond the edge, for a machine that is slow to send.
  it.each(['nbf', 'iat'])('%s ahead of the leeway is refused', async (name) => {
    await refusedByAll(world, within({ [name]: 33 }), 'not_yet_valid');
    await refusedByAll(world, within({ [name]: 3_000 }), 'not_yet_valid');
    await refusedByAll(world, written(name, '9007199254740991'), 'not_yet_valid');
    await refusedByAll(world, written(name, '1e308'), 'not_yet_valid');
  });

  it.each(['nbf', 'iat'])('%s that is no time is refused', async (name) => {
    for (const value of ['"1"', 'null', 'true', '[1]', '{}', '1e400', '-1e400']) {
      await refusedByAll(world, written(name, value), 'claim_invalid');
    }
  });

  it('a negative iat is far back: the token lives too long', async () => {
    await refusedByAll(world, written('iat', '-1'), 'lifetime_too_long');
    await refusedByAll(world, written('iat', '-1e308'), 'lifetime_too_long');
  });

  it('nbf and iat with a fraction, far back, or absent are accepted', async () => {
    await acceptedByAll(world, within({ nbf: -0.5, iat: -0.5 }));
    await acceptedByAll(world, written('nbf', '-1e308'));
    await acceptedByAll(world, within({ iat: undefined }));
  });
});
