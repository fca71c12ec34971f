/** Cookies that come more than once, or that nobody can read. */
import { describe, expect, it } from 'vitest';
import { configFile } from '../../support/config-file.ts';
import { GSM_PATH } from '../../support/logouts.ts';
import { ADMIN_KEY } from '../../support/server.ts';
import { token } from '../../support/tokens.ts';
import { catalogued } from '../catalogued.ts';
import { attackedServer } from '../tokens/served.ts';
import { CLEARED, cookies } from './cookies.ts';
import { attacked, door, headOf, newSession } from './doors.ts';
import { endsNothing, isActive, isEnded, isRefused, knock, stillLogsOut } from './knocking.ts';

const server = attacked();
const [gsm, storefront] = [door('gsm'), door('storefront')];

describe(catalogued(37), () => {
  it('is each ended where it is valid, in one header or in two', async () => {
    for (const split of [false, true]) {
      const [one, other] = [await newSession(server()), await newSession(server())];
      const pairs = [`gsm_token=${one.token}`, 'a=b', `gsm_token=${other.token}`];
      const credentials = split ? pairs.map((pair) => cookies(pair)) : [cookies(...pairs)];
      await knock(server(), gsm, one, { credentials, status: 200, secrets: [other.token] });
      await isEnded(server(), one, other);
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
        await isEnded(server(), session);
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
    await isEnded(server(), mine, one, other);
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
      expect(reply.headers['set-cookie']).toBe(CLEARED.gsm_token);
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
    expect(reply.headers['set-cookie']).toBe(CLEARED.gsm_token);
  });

  it.each([4096, 4097, 12_000])('one of %i octets that is no token is 401, and cleared', async (length) => {
    const credentials = [cookies(`gsm_token=${'e'.repeat(length)}`)];
    const reply = await endsNothing(server(), gsm, { credentials, status: 401 });
    expect(reply.headers['set-cookie']).toBe(CLEARED.gsm_token);
  });

  it('a valid token is one at any length that fits a request', async () => {
    const session = await newSession(server(), 'long');
    const long = token({ sub: 'long', sid: session.sessionId, filler: 'f'.repeat(6000) });
    await knock(server(), gsm, session, { credentials: [cookies(`gsm_token=${long}`)], status: 200 });
    await isEnded(server(), session);
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
