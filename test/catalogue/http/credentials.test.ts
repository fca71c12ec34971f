/** Credentials that come more than once, or that nobody can read. */
import { describe, expect, it } from 'vitest';
import { configFile } from '../../support/config-file.ts';
import { GSM_PATH, STORE, stateOf } from '../../support/logouts.ts';
import { ADMIN_KEY } from '../../support/server.ts';
import { token } from '../../support/tokens.ts';
import { catalogued } from '../catalogued.ts';
import { attackedServer } from '../tokens/served.ts';
import { attacked, type Door, doors, headerDoors, headOf, newSession, type Session } from './doors.ts';
import { endsNothing, isActive, isRefused, knock, logsOut, stillLogsOut } from './knocking.ts';

const server = attacked();
const door = (name: string): Door => {
  const found = doors.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no door ${name}`);
  return found;
};
const [gsm, storefront] = [door('gsm'), door('storefront')];
const cookies = (...pairs: readonly string[]): string => `Cookie: ${pairs.join('; ')}`;
const isEnded = async (...sessions: readonly Session[]): Promise<void> => {
  for (const { sessionId } of sessions) expect(await stateOf(server(), sessionId)).toBe('ended');
};
const DELETED = {
  gsm_token: 'gsm_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
  refresh_token:
    'refresh_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
} as const;

describe(catalogued(35), () => {
  describe.each(headerDoors)('$name', (here) => {
    const [name, scheme, of] = here.credential;
    const pairs: readonly (readonly [what: string, (mine: string, other: string) => readonly string[]])[] = [
      [
        'of which both are valid',
        (mine, other) => [`${name}: ${scheme}${mine}`, `${name}: ${scheme}${other}`],
      ],
      ['that are the same', (mine) => [`${name}: ${scheme}${mine}`, `${name}: ${scheme}${mine}`]],
      ['of which the first is valid', (mine) => [`${name}: ${scheme}${mine}`, `${name}: ${scheme}none`]],
      ['of which the second is valid', (mine) => [`${name}: ${scheme}none`, `${name}: ${scheme}${mine}`]],
      ['of which the first is empty', (mine) => [`${name}:`, `${name}: ${scheme}${mine}`]],
      ['of which the second is empty', (mine) => [`${name}: ${scheme}${mine}`, `${name}:`]],
      [
        'in two spellings of the name',
        (mine, other) => [
          `${name.toLowerCase()}: ${scheme}${mine}`,
          `${name.toUpperCase()}: ${scheme}${other}`,
        ],
      ],
      ['apart', (mine) => [`${name}: ${scheme}${mine}`, 'Accept: */*', `${name}: ${scheme}none`]],
      ['three times', (mine) => Array.from({ length: 3 }, () => `${name}: ${scheme}${mine}`)],
    ];

    it.each(pairs)('is 401 to two headers %s, and nothing ends', async (_, two) => {
      const [session, other] = [await newSession(server()), await newSession(server())];
      const credentials = two(of(session), of(other));
      await knock(server(), here, session, { credentials, status: 401, secrets: [other.token] });
      await isActive(server(), session, other);
      await logsOut(server(), here, session);
    });
  });

  it.each(headerDoors.filter(({ credential: [name] }) => name === 'Authorization'))(
    '$name takes none of two credentials in one header, nor one beside another scheme',
    async (here) => {
      const session = await newSession(server());
      const value = here.credential[2](session);
      for (const credentials of [
        [`Authorization: Bearer ${value}, Bearer ${value}`],
        [`Authorization: Bearer ${value},${value}`],
        [`Authorization: Bearer ${value} ${value}`],
        [`Authorization: Basic YTpi, Bearer ${value}`],
        ['Authorization: Basic YTpi', `Authorization: Bearer ${value}`],
        [`Proxy-Authorization: Bearer ${value}`],
      ]) {
        await knock(server(), here, session, { credentials, status: 401 });
      }
      await logsOut(server(), here, session);
    },
  );

  it('is 401 at gsm even beside a valid cookie, which it leaves alone', async () => {
    const [session, other] = [await newSession(server()), await newSession(server())];
    const credentials = [
      `Authorization: Bearer ${session.token}`,
      `Authorization: Bearer ${session.token}`,
      cookies(`gsm_token=${other.token}`),
    ];
    await knock(server(), gsm, session, { credentials, status: 401, secrets: [other.token] });
    await isActive(server(), session, other);
  });

  it('matters only where the header is a credential: tenant has its own', async () => {
    const more = ['Authorization: Bearer one', 'Authorization: Bearer two'];
    await stillLogsOut(server(), door('tenant'), { more });
  });

  it('is no way around x-store-id either: two of them are 400 in the words of storefront', async () => {
    for (const second of [STORE, 'other', '']) {
      await endsNothing(server(), storefront, { more: [`X-Store-Id: ${second}`], status: 400 });
    }
  });
});

describe(catalogued(36), () => {
  it.each([
    ['both are valid, of two users', true, true],
    ['only the header is valid', true, false],
    ['only the cookie is valid', false, true],
  ])('gsm ends what is valid where %s', async (_, inHeader, inCookie) => {
    const [one, other] = [await newSession(server(), 'eve'), await newSession(server(), 'mallory')];
    const credentials = [
      `Authorization: Bearer ${inHeader ? one.token : 'stale'}`,
      cookies(`gsm_token=${inCookie ? other.token : 'stale'}`),
    ];
    const reply = await knock(server(), gsm, one, { credentials, status: 200, secrets: [other.token] });
    expect(reply.headers['set-cookie']).toBe(DELETED.gsm_token);
    if (inHeader) await isEnded(one);
    else await isActive(server(), one);
    if (inCookie) await isEnded(other);
    else await isActive(server(), other);
  });

  it('gsm is 401 where neither is valid, and clears the cookie', async () => {
    const credentials = ['Authorization: Bearer stale', cookies('gsm_token=stale')];
    const reply = await endsNothing(server(), gsm, { credentials, status: 401 });
    expect(reply.headers['set-cookie']).toBe(DELETED.gsm_token);
  });

  it('gsm is 200 where one has ended already and the other lives, and 401 where both have', async () => {
    const [one, other] = [await newSession(server()), await newSession(server())];
    await logsOut(server(), door('session'), one);
    const credentials = [`Authorization: Bearer ${one.token}`, cookies(`gsm_token=${other.token}`)];
    await knock(server(), gsm, one, { credentials, status: 200 });
    await isEnded(one, other);
    await knock(server(), gsm, one, { credentials, status: 401 });
  });

  it('gsm looks at neither cookie nor user of another site’s request', async () => {
    const [one, other] = [await newSession(server()), await newSession(server())];
    const more = [cookies(`gsm_token=${other.token}`), 'Sec-Fetch-Site: cross-site'];
    const reply = await knock(server(), gsm, one, { more, status: 200 });
    expect(reply.headers['set-cookie']).toBeUndefined();
    await isEnded(one);
    await isActive(server(), other);
  });

  it.each([
    ['of another user', true],
    ['that is none', false],
  ])('storefront has the word of the header, with a refresh cookie %s', async (_, valid) => {
    const [one, other] = [await newSession(server()), await newSession(server())];
    const more = [cookies(`refresh_token=${valid ? other.token : 'stale'}`)];
    const reply = await knock(server(), storefront, one, { more, status: 200, secrets: [other.token] });
    expect(reply.headers['set-cookie']).toBe(DELETED.refresh_token);
    await isEnded(one);
    if (valid) await isEnded(other);
    else await isActive(server(), other);
  });

  it('storefront is 401 with a valid refresh cookie alone, and ends nothing', async () => {
    const session = await newSession(server());
    const credentials = ['Authorization: Bearer stale', cookies(`refresh_token=${session.token}`)];
    await knock(server(), storefront, session, { credentials, status: 401 });
    await isActive(server(), session);
  });

  it.each(headerDoors.filter(({ name }) => !['gsm', 'storefront', 'storefront by POST'].includes(name)))(
    '$name has no cookie for a credential',
    async (here) => {
      const session = await newSession(server());
      const names = ['gsm_token', 'refresh_token', 'x-token', 'Authorization', 'token'];
      const credentials = [cookies(...names.map((name) => `${name}=${here.credential[2](session)}`))];
      const reply = await knock(server(), here, session, { credentials, status: 401 });
      expect(reply.headers['set-cookie']).toBeUndefined();
      await isActive(server(), session);
    },
  );
});

describe(catalogued(37), () => {
  it('is each ended where it is valid, in one header or in two', async () => {
    for (const split of [false, true]) {
      const [one, other] = [await newSession(server()), await newSession(server())];
      const pairs = [`gsm_token=${one.token}`, 'a=b', `gsm_token=${other.token}`];
      const credentials = split ? pairs.map((pair) => cookies(pair)) : [cookies(...pairs)];
      await knock(server(), gsm, one, { credentials, status: 200, secrets: [other.token] });
      await isEnded(one, other);
    }
  });

  it.each(['planted', '', '"', 'a b', 'é', 'a=b', 'x'.repeat(5000)])(
    'does not hide the valid one before or behind %j',
    async (planted) => {
      for (const order of [1, -1]) {
        const session = await newSession(server());
        const pairs = [`gsm_token=${session.token}`, `gsm_token=${planted}`];
        const credentials = [
          Buffer.from(cookies(...(order > 0 ? pairs : pairs.toReversed()))).toString('latin1'),
        ];
        await knock(server(), gsm, session, { credentials, status: 200 });
        await isEnded(session);
      }
    },
  );

  it('is each ended beside a storefront logout', async () => {
    const [mine, one, other] = [
      await newSession(server()),
      await newSession(server()),
      await newSession(server()),
    ];
    const more = [cookies(`refresh_token=${one.token}`, `refresh_token=${other.token}`)];
    await knock(server(), storefront, mine, { more, status: 200 });
    await isEnded(mine, one, other);
  });

  it('is 401 where none of a thousand is valid', async () => {
    const credentials = [cookies(...Array.from({ length: 1000 }, () => 'gsm_token=x'))];
    await endsNothing(server(), gsm, { credentials, status: 401 });
  });
});

describe(catalogued(38), () => {
  /** RFC 6265, section 4.1.1, has none of these in a cookie's value. */
  const illegal = [' ', '"', ',', '\\', '\t', '\x80', '\xff', 'é'];
  it.each(illegal)('an octet that no cookie has makes it none: %j', async (octet) => {
    for (const value of [`${octet}x`, `x${octet}x`]) {
      const credentials = [Buffer.from(cookies(`gsm_token=${value}`)).toString('latin1')];
      const reply = await endsNothing(server(), gsm, { credentials, status: 401 });
      expect(reply.headers['set-cookie']).toBe(DELETED.gsm_token);
    }
  });

  it.each(illegal)('within a valid token it makes that none as well: %j', async (octet) => {
    const session = await newSession(server());
    const [start, end] = [session.token.slice(0, 30), session.token.slice(30)];
    const credentials = [Buffer.from(cookies(`gsm_token=${start}${octet}${end}`)).toString('latin1')];
    await knock(server(), gsm, session, { credentials, status: 401 });
    await isActive(server(), session);
  });

  it.each(['\0', '\x01', '\x1b', '\x7f'])(
    'an octet that no header has is refused as such: %j',
    async (octet) => {
      const session = await newSession(server());
      const bytes = headOf(gsm, session, { more: [`Cookie: gsm_token=a${octet}b`] });
      await isRefused(server(), bytes, 400);
      await isActive(server(), session);
    },
  );

  it.each([
    'gsm_token',
    'gsm_token=',
    'gsm_token==',
    'gsm_token=%00',
    'gsm_token="',
    ';;=;gsm_token=\xe9',
    '\xe9=\xe9; gsm_token=\xff',
    'gsm_token=$Version; $Path=/',
    '$Version=1; gsm_token=none; $Path=/',
  ])('what is illegible is 401, and cleared: %j', async (cookie) => {
    const reply = await endsNothing(server(), gsm, { credentials: [`Cookie: ${cookie}`], status: 401 });
    expect(reply.headers['set-cookie']).toBe(DELETED.gsm_token);
  });

  it.each([4096, 4097, 12_000])('one of %i octets that is no token is 401, and cleared', async (length) => {
    const credentials = [cookies(`gsm_token=${'e'.repeat(length)}`)];
    const reply = await endsNothing(server(), gsm, { credentials, status: 401 });
    expect(reply.headers['set-cookie']).toBe(DELETED.gsm_token);
  });

  it('a valid token is one at any length that fits a request', async () => {
    const session = await newSession(server(), 'long');
    const long = token({ sub: 'long', sid: session.sessionId, filler: 'f'.repeat(6000) });
    await knock(server(), gsm, session, { credentials: [cookies(`gsm_token=${long}`)], status: 200 });
    await isEnded(session);
  });

  it('beside one that is illegible, the header counts', async () => {
    await stillLogsOut(server(), gsm, { more: ['Cookie: gsm_token=\xe9'] });
    await stillLogsOut(server(), storefront, { more: [`Cookie: refresh_token=${'e'.repeat(5000)}`] });
  });

  it('is no cookie of another name, however near', async () => {
    const session = await newSession(server());
    for (const name of [
      'GSM_TOKEN',
      'gsm_token2',
      'x-gsm_token',
      '__Host-gsm_token',
      'gsm_token\xa0',
      '%67sm_token',
    ]) {
      const credentials = [cookies(`${name}=${session.token}`)];
      const reply = await knock(server(), gsm, session, { credentials, status: 401 });
      expect(reply.headers['set-cookie'], name).toBeUndefined();
    }
    await isActive(server(), session);
  });

  describe('where the cookie’s name is configured', () => {
    const named = attackedServer(() => ({
      env: { LOGOUTD_CONFIG: configFile({ cookies: { gsm: { name: 'my.token' } } }) },
    }));
    it('a dot in it stands for no other character', async () => {
      const session = await newSession(named());
      const lines = { target: GSM_PATH, credentials: [cookies(`myxtoken=${session.token}`)] };
      await knock(named(), gsm, session, { ...lines, status: 401 });
      await knock(named(), gsm, session, {
        credentials: [cookies(`my.token=${session.token}`)],
        status: 200,
      });
    });
  });

  it('the key of the control API is no cookie', async () => {
    const credentials = [cookies(`Authorization=Bearer ${ADMIN_KEY}`, `key=${ADMIN_KEY}`)];
    await endsNothing(server(), door('control'), { credentials, status: 401 });
  });
});
