/** Credentials that come more than once, or that disagree. */
import { describe, expect, it } from 'vitest';
import { STORE } from '../../support/logouts.ts';
import { catalogued } from '../catalogued.ts';
import { CLEARED, cookies } from './cookies.ts';
import { attacked, door, headerDoors, newSession } from './doors.ts';
import { endsNothing, isActive, isEnded, knock, logsOut, stillLogsOut } from './knocking.ts';

const server = attacked();
const [gsm, storefront] = [door('gsm'), door('storefront')];

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
    expect(reply.headers['set-cookie']).toBe(CLEARED.gsm_token);
    if (inHeader) await isEnded(server(), one);
    else await isActive(server(), one);
    if (inCookie) await isEnded(server(), other);
    else await isActive(server(), other);
  });

  it('gsm is 401 where neither is valid, and clears the cookie', async () => {
    const credentials = ['Authorization: Bearer stale', cookies('gsm_token=stale')];
    const reply = await endsNothing(server(), gsm, { credentials, status: 401 });
    expect(reply.headers['set-cookie']).toBe(CLEARED.gsm_token);
  });

  it('gsm is 200 where one has ended already and the other lives, and 401 where both have', async () => {
    const [one, other] = [await newSession(server()), await newSession(server())];
    await logsOut(server(), door('session'), one);
    const credentials = [`Authorization: Bearer ${one.token}`, cookies(`gsm_token=${other.token}`)];
    await knock(server(), gsm, one, { credentials, status: 200 });
    await isEnded(server(), one, other);
    await knock(server(), gsm, one, { credentials, status: 401 });
  });

  it('gsm looks at neither cookie nor user of another site’s request', async () => {
    const [one, other] = [await newSession(server()), await newSession(server())];
    const more = [cookies(`gsm_token=${other.token}`), 'Sec-Fetch-Site: cross-site'];
    const reply = await knock(server(), gsm, one, { more, status: 200 });
    expect(reply.headers['set-cookie']).toBeUndefined();
    await isEnded(server(), one);
    await isActive(server(), other);
  });

  it.each([
    ['of another user', true],
    ['that is none', false],
  ])('storefront has the word of the header, with a refresh cookie %s', async (_, valid) => {
    const [one, other] = [await newSession(server()), await newSession(server())];
    const more = [cookies(`refresh_token=${valid ? other.token : 'stale'}`)];
    const reply = await knock(server(), storefront, one, { more, status: 200, secrets: [other.token] });
    expect(reply.headers['set-cookie']).toBe(CLEARED.refresh_token);
    await isEnded(server(), one);
    if (valid) await isEnded(server(), other);
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
