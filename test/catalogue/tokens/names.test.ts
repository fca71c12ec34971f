/** What names a session: a `sid`, else a `jti`, else the token itself. No two of these are ever taken for one. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { gsm, platform, registered, stateOf } from '../../support/logouts.ts';
import { SECRET } from '../../support/server.ts';
import { token } from '../../support/tokens.ts';
import { craft, hmac } from '../../unit/tokens/crafted.ts';
import { catalogued } from '../catalogued.ts';
import { acceptedByAll, type Claims, type Forge, refusedByAll, takesForAnother } from './attacked.ts';
import { attackedServer } from './served.ts';

const server = attackedServer();
const world = { server, genuine: (claims: Claims) => token(claims) };
const written =
  (name: string, value: string): Forge =>
  (claims) =>
    craft(
      { alg: 'HS256' },
      JSON.stringify({ ...claims, [name]: '@' }).replace('"@"', value),
      hmac(Buffer.from(SECRET)),
    );
const digestOf = (_: Claims, value: string): string => {
  const signedPart = value.slice(0, value.lastIndexOf('.'));
  return `token:${createHash('sha256').update(signedPart).digest('base64url')}`;
};

describe(catalogued(21), () => {
  it('a token with sid and jti ends the session of its sid', () =>
    acceptedByAll(world, (claims) => token({ ...claims, jti: `jti of ${claims['sid']}` })));

  it.each([
    ['no sid', undefined],
    ['an empty sid', ''],
  ])('a token with %s ends the session of its jti', (_, sid) =>
    acceptedByAll(
      world,
      (claims) => token({ ...claims, sid, jti: claims['sid'] }),
      (claims) => `jti:${claims['sid']}`,
    ),
  );

  it.each([
    ['neither', {}],
    ['both empty', { sid: '', jti: '' }],
  ])('a token with %s is a session of its own', (_, names) =>
    acceptedByAll(world, (claims) => token({ ...claims, sid: undefined, ...names }), digestOf),
  );

  it.each<readonly [string, Forge]>([
    ['without sid and jti', (claims) => token({ ...claims, sid: undefined })],
    ['whose jti is the sid of another', (claims) => token({ ...claims, sid: undefined, jti: claims['sid'] })],
    [
      'whose jti is spelled like the sid of another',
      (claims) => token({ ...claims, sid: undefined, jti: `sid:${claims['sid']}` }),
    ],
  ])('a token %s does not end that session', (_, make) => takesForAnother(world, make));

  it('a token without sid and jti, and ended, has no power left', async () => {
    const mine = token({ sub: 'nameless', sid: undefined });
    expect((await platform(server(), mine)).status).toBe(200);
    const alive = await registered(server(), { subject: 'nameless' });
    expect((await gsm(server(), mine)).status).toBe(401);
    expect((await platform(server(), mine, { body: { scope: 'all' } })).status).toBe(401);
    expect(await stateOf(server(), alive.sessionId)).toBe('active');
  });
});

describe(catalogued(22), () => {
  describe.each(['sid', 'jti'])('%s', (name) => {
    it.each(['null', 'true', '[]', '["s"]', '{}', '1.5', '1e400', '9007199254740992', '"\\udfff"'])(
      'as %s is no name',
      (value) => refusedByAll(world, written(name, value), 'claim_invalid'),
    );

    it.each([
      ['5 KB', 5 * 1024],
      ['256 characters', 256],
    ])('of %s is no name', (_, length) =>
      refusedByAll(world, (claims) => token({ ...claims, [name]: 's'.repeat(length) }), 'claim_invalid'),
    );
  });

  it('a sid of 255 characters is one', () => {
    const long = ({ sid }: Claims) => String(sid).padEnd(255, 's');
    return acceptedByAll(world, (claims) => token({ ...claims, sid: long(claims) }), long);
  });

  it('an empty sid is none: the session of the same user goes on', () =>
    takesForAnother(world, (claims) => token({ ...claims, sid: '' })));

  // What a store might put between issuer, kind and name, or take for more than a name.
  it.each(['\0', '\u001f', '|', ':', '/', ' ', '\n', '%', '_', '*', "'", '"', '\\', '"] ', '\ufeff', '😀'])(
    'a sid that goes on behind %j is another name',
    async (separator) => {
      await takesForAnother(world, ({ sid, ...claims }) => token({ ...claims, sid: `${sid}${separator}` }));
      await takesForAnother(world, ({ sid, ...claims }) =>
        token({ ...claims, sid: `default${separator}${sid}` }),
      );
    },
  );

  it.each(['sid:', 'jti:', 'token:', 'sha256:'])('a sid that begins with %j keeps its own name', (tag) =>
    acceptedByAll(
      world,
      (claims) => token({ ...claims, sid: `${tag}${claims['sid']}` }),
      (claims) => `sid:${tag}${claims['sid']}`,
    ),
  );

  it.each(['sid:', 'jti:', 'token:', 'sha256:'])('and is not the session that its end names: %j', (tag) =>
    takesForAnother(world, ({ sid, ...claims }) => token({ ...claims, sid: `${tag}${sid}` })),
  );

  it('a number names what its decimal text names', async () => {
    const { sessionId } = await registered(server(), { subject: 'numbered', sessionId: '4711' });
    expect((await platform(server(), token({ sub: 'numbered', sid: 4711 }))).status).toBe(200);
    expect(await stateOf(server(), sessionId)).toBe('ended');
  });
});

describe(catalogued(23), () => {
  const other = ({ sid }: Claims) => String(sid).normalize('NFD');

  it.each([
    ['NFC and NFD', 'café', (text: string) => text.normalize('NFD')],
    ['compatibility forms', 'ﬁﬂ①', (text: string) => text.normalize('NFKC')],
    ['Latin and Cyrillic', 'password', (text: string) => text.replaceAll('a', '\u0430')],
    ['upper and lower case', 'session', (text: string) => text.toUpperCase()],
    ['with and without a zero-width space', 'session', (text: string) => `${text}\u200b`],
    ['full width', 'session', (text: string) => text.replaceAll('s', 'ｓ')],
  ])('%s are two sessions', (_, name, twin) =>
    takesForAnother(world, (claims) => token({ ...claims, sid: twin(String(claims['sid'])) }), { sid: name }),
  );

  it('and two users: none has the sessions of the other', async () => {
    const twin = (claims: Claims) => ({ ...claims, sub: String(claims['sub']).normalize('NFD') });
    await refusedByAll(world, (claims) => token(twin(claims)), 'subject_mismatch', {
      victim: { sub: 'zoé' },
    });
    const alive = await registered(server(), { subject: 'rené' });
    const mine = token({ sub: 'rené'.normalize('NFD') });
    expect((await platform(server(), mine, { body: { scope: 'all' } })).status).toBe(200);
    expect(await stateOf(server(), alive.sessionId)).toBe('active');
  });

  it('each ends by its own spelling', () =>
    acceptedByAll(
      world,
      (claims) => token({ ...claims, sid: `é${other(claims)}`.normalize('NFD') }),
      (claims) => `é${other(claims)}`.normalize('NFD'),
    ));
});
