import { describe, expect, it } from 'vitest';
import { digest } from '../../../src/tokens/digest.ts';
import { DEFAULT_CLAIMS } from '../../../src/tokens/issuer.ts';
import { check, claims, craft, HEADER, issuer, NOW, NOW_MS, refused } from './crafted.ts';

const withClaims = (more: object) => check(craft(HEADER, claims(more)));
/** The claims with one value written as given, which `JSON.stringify` could not write. */
const written = (name: string, value: string) =>
  craft(HEADER, JSON.stringify(claims({ [name]: '@' })).replace('"@"', value));
/** Which claim it was, and how it is at fault. */
const atFault = (claim: string, problem: string) => ({ ...refused('claim_invalid'), claim, problem });
const credentialOf = async (more: object) => {
  const verified = await withClaims(more);
  if (!verified.ok) throw new Error(verified.reason);
  return verified.credential;
};

describe('exp', () => {
  it.each([
    ['"9999999999"', 'not_a_number'],
    ['1e400', 'not_whole_seconds'],
    ['-1e400', 'not_whole_seconds'],
    ['null', 'not_a_number'],
    ['1799999999.5', 'not_whole_seconds'],
    ['9007199254740992', 'not_whole_seconds'],
    ['true', 'not_a_number'],
    ['[9999999999]', 'not_a_number'],
  ])('19: %s is no time: %s', async (value, problem) => {
    expect(await check(written('exp', value))).toEqual(atFault('exp', problem));
  });

  it('19: must be there, as a claim of its own', async () => {
    const missing = atFault('exp', 'missing');
    expect(await withClaims({ exp: undefined })).toEqual(missing);
    expect(await check(craft(HEADER, `{"__proto__":{"exp":${NOW + 60}}}`))).toEqual(missing);
  });

  it.each([-1, 0, NOW - 1, NOW])('19: %d is past', async (exp) => {
    expect(await withClaims({ exp, iat: undefined })).toEqual(refused('expired'));
  });

  it('has no leeway: a token dies in the millisecond it names', async () => {
    const token = craft(HEADER, claims({ exp: NOW + 1 }));
    const at = (ms: number) => check(token, [issuer()], { now: () => ms });
    expect(await at(NOW_MS + 999)).toMatchObject({ ok: true, credential: { expiresAtMs: NOW_MS + 1000 } });
    expect(await at(NOW_MS + 1000)).toEqual(refused('expired'));
    expect(await at(Number.NaN)).toEqual(refused('expired'));
  });

  it('is at most the maximum lifetime after iat, or after now where iat is absent', async () => {
    const month = 30 * 86_400;
    expect(await withClaims({ exp: NOW + month })).toMatchObject({ ok: true });
    expect(await withClaims({ exp: NOW + month + 1 })).toEqual(refused('lifetime_too_long'));
    expect(await withClaims({ exp: NOW + 60, iat: NOW + 60 - month - 1 })).toEqual(
      refused('lifetime_too_long'),
    );
    expect(await withClaims({ exp: NOW + month, iat: undefined })).toMatchObject({ ok: true });
    expect(await withClaims({ exp: NOW + month + 1, iat: undefined })).toEqual(refused('lifetime_too_long'));
    expect(await withClaims({ exp: Number.MAX_SAFE_INTEGER })).toEqual(refused('lifetime_too_long'));
    expect(await withClaims({ iat: -1e300 })).toEqual(refused('lifetime_too_long'));
  });
});

describe('nbf and iat', () => {
  it.each(['nbf', 'iat'])('20: %s may be 30 seconds ahead and no more', async (name) => {
    expect(await withClaims({ [name]: NOW + 30 })).toMatchObject({ ok: true });
    expect(await withClaims({ [name]: NOW + 30.001 })).toEqual(refused('not_yet_valid'));
    expect(await withClaims({ [name]: NOW + 31 })).toEqual(refused('not_yet_valid'));
  });

  it.each(['"1"', 'null', '1e400', 'false', '[]'])('20: %s is no time', async (value) => {
    expect(await check(written('nbf', value))).toEqual(atFault('nbf', 'not_a_number'));
    expect(await check(written('iat', value))).toEqual(atFault('iat', 'not_a_number'));
  });

  it('iat is read in milliseconds, and absent it is not known', async () => {
    expect(await credentialOf({ iat: NOW - 5 })).toMatchObject({ issuedAtMs: NOW_MS - 5000 });
    expect(await credentialOf({ iat: NOW - 0.9999 })).toMatchObject({ issuedAtMs: NOW_MS - 1000 });
    expect(await credentialOf({ iat: undefined })).toMatchObject({ issuedAtMs: null });
  });
});

describe('the identity', () => {
  it('is the sid, else the jti, else the signed part (21)', async () => {
    expect(await credentialOf({ sid: 's1', jti: 'j1' })).toMatchObject({ sessionId: 's1' });
    expect(await credentialOf({ sid: undefined, jti: 'j1' })).toMatchObject({ sessionId: 'jti:j1' });
    expect(await credentialOf({ sid: '', jti: 'j1' })).toMatchObject({ sessionId: 'jti:j1' });
    const token = craft(HEADER, claims({ sid: undefined }));
    const signedPart = token.slice(0, token.lastIndexOf('.'));
    const sessionId = `token:${digest(signedPart)}`;
    expect(await check(token)).toMatchObject({ ok: true, credential: { sessionId } });
    expect(sessionId).toMatch(/^token:[A-Za-z0-9_-]{43}$/);
  });

  it.each(['s\0x', 's|x', 's:x', "s';--", 'jti:j1', 'token:x', 'sha256:x', 's\u001fx'])(
    '22: a sid %j is a name like any other, and no other name is spelled alike',
    async (sid) => {
      const { sessionId } = await credentialOf({ sid });
      expect([sid, `sid:${sid}`]).toContain(sessionId);
      expect((await credentialOf({ sid: undefined, jti: 'j1' })).sessionId).not.toBe(sessionId);
    },
  );

  it('23: NFC and NFD twins are two sessions and two subjects', async () => {
    const [nfc, nfd] = ['é'.normalize('NFC'), 'é'.normalize('NFD')];
    expect((await credentialOf({ sid: nfc })).sessionId).not.toBe(
      (await credentialOf({ sid: nfd })).sessionId,
    );
    expect((await credentialOf({ sub: nfc })).subject).not.toBe((await credentialOf({ sub: nfd })).subject);
  });

  it('18: of a claim said twice is the last (RFC 7519, section 4)', async () => {
    const twice = craft(HEADER, `{"sid":"a","sub":"u1","sub":"u2","exp":${NOW + 60},"sid":"b"}`);
    expect(await check(twice)).toMatchObject({ ok: true, credential: { subject: 'u2', sessionId: 'b' } });
  });
});

const READ = { sub: 'subject', sid: 'sessionId', jti: 'sessionId', tid: 'tenant', email: 'email' } as const;

describe.each(['sub', 'sid', 'jti', 'tid', 'email'] as const)('the claim %s', (name) => {
  it.each([
    'null',
    'true',
    '1.5',
    '1e400',
    '9007199254740992',
    '[]',
    '["x"]',
    '{}',
    '"\\ud800"',
    '"\\udc00x"',
  ])('22: is invalid as %s', async (value) => {
    expect(await check(written(name, value))).toEqual(atFault(name, 'not_a_name'));
  });

  it('22: is at most 255 characters', async () => {
    expect(await withClaims({ [name]: 'x'.repeat(255) })).toMatchObject({ ok: true });
    expect(await withClaims({ [name]: 'x'.repeat(256) })).toEqual(atFault(name, 'too_long'));
    expect(await withClaims({ [name]: 'x'.repeat(5_000) })).toEqual(atFault(name, 'too_long'));
  });

  it('is absent when empty', async () => {
    const { sessionId: _, ...empty } = await credentialOf({ [name]: '' });
    const { sessionId: __, ...absent } = await credentialOf({ [name]: undefined });
    expect(empty).toEqual(absent);
  });

  it.each([42, -7, 0, Number.MAX_SAFE_INTEGER])(
    'reads the safe integer %d as its decimal text',
    async (value) => {
      const credential = await credentialOf(name === 'jti' ? { sid: '', jti: value } : { [name]: value });
      expect(credential[READ[name]]).toBe(name === 'jti' ? `jti:${value}` : `${value}`);
    },
  );
});

describe('claim names', () => {
  it('are those configured', async () => {
    const names = { subject: 'uid', session: 'session', token: 'nonce', tenant: 'org', email: 'mail' };
    const named = issuer({ claims: names });
    const token = craft(HEADER, claims({ uid: 'U', session: 'S', org: 'O', mail: 'M', tid: 5.5, email: [] }));
    expect(await check(token, [named])).toMatchObject({
      credential: { subject: 'U', sessionId: 'S', tenant: 'O', email: 'M' },
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'are read as the payload’s own: %s is absent unless written',
    async (name) => {
      const named = issuer({ claims: { ...DEFAULT_CLAIMS, subject: name } });
      expect(await check(craft(HEADER, claims()), [named])).toMatchObject({ credential: { subject: null } });
      const text = JSON.stringify(claims({ x: 1 })).replace('"x":1', `"${name}":"U"`);
      expect(await check(craft(HEADER, text), [named])).toMatchObject({ credential: { subject: 'U' } });
      expect(await check(craft(HEADER, text.replace('"U"', '[]')), [named])).toMatchObject({ claim: name });
    },
  );

  it('of a payload cannot be smuggled in by a written prototype', async () => {
    const text = `{"exp":${NOW + 60},"__proto__":{"sub":"admin","sid":"s9","tid":"t9"}}`;
    const verified = await check(craft(HEADER, text));
    expect(verified).toMatchObject({ ok: true, credential: { subject: null, tenant: null } });
    expect(verified.ok && verified.credential.sessionId).toMatch(/^token:/);
  });
});

describe('what a token is for', () => {
  it.each([
    [
      '31: a back-channel logout token',
      { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
    ],
    [
      '32: a stale one',
      { events: { 'http://schemas.openid.net/event/backchannel-logout': {} }, exp: NOW - 60 },
    ],
    ['31: events of any type', { events: null }],
  ])('%s is no access token', async (_, more) => {
    expect(await withClaims(more)).toEqual(refused('type_refused'));
  });

  it('30: an ID token is refused by its audience, where one is configured', async () => {
    const idToken = craft(HEADER, claims({ aud: 'client-1', nonce: 'n', at_hash: 'h' }));
    expect(await check(idToken, [issuer({ aud: ['https://api.example'] })])).toEqual(
      refused('audience_refused'),
    );
  });

  it.each([
    ['a string', 'api', true],
    ['one of several', ['web', 'api'], true],
    ['another', 'web', false],
    ['none', undefined, false],
    ['an empty list', [], false],
    ['a longer name', 'api2', false],
    ['another case', 'API', false],
    ['a list with other things in it', ['api', 1], false],
    ['a nested list', [['api']], false],
    ['an object', { api: true }, false],
    ['null', null, false],
  ])('28: aud as %s', async (_, aud, fits) => {
    const verified = await check(craft(HEADER, claims({ aud })), [issuer({ aud: ['api', 'mobile'] })]);
    expect(verified).toMatchObject(fits ? { ok: true } : refused('audience_refused'));
  });

  it.each([
    'https://b.example',
    'https://a.example/',
    'HTTPS://A.EXAMPLE',
    '',
    1,
    null,
    ['https://a.example'],
    undefined,
  ])('28: iss %j is not https://a.example', async (iss) => {
    const strict = issuer({ iss: 'https://a.example' });
    expect(await check(craft(HEADER, claims({ iss })), [strict])).toEqual(refused('issuer_refused'));
    expect(await check(craft(HEADER, claims({ iss })))).toMatchObject({ ok: true });
  });

  it('28: a tenant that the issuer may not speak for is refused', async () => {
    const bound = issuer({ tenants: ['t1', 't2'] });
    expect(await check(craft(HEADER, claims({ tid: 't2' })), [bound])).toMatchObject({
      credential: { tenant: 't2' },
    });
    expect(await check(craft(HEADER, claims({ tid: 't3' })), [bound])).toEqual(refused('tenant_refused'));
    expect(await check(craft(HEADER, claims({ tid: 'T1' })), [bound])).toEqual(refused('tenant_refused'));
    expect(await check(craft(HEADER, claims()), [bound])).toMatchObject({ credential: { tenant: null } });
    expect(await check(craft(HEADER, claims({ tid: 't1' })), [issuer({ tenants: [] })])).toEqual(
      refused('tenant_refused'),
    );
  });
});
