/** One JWS in compact serialization is a token, and nothing else is (RFC 7515, section 7.1). */
import { describe, expect, it } from 'vitest';
import { GSM_PATH, SESSION_PATH, SHARED_PATH } from '../../support/logouts.ts';
import { rawRequest } from '../../support/raw.ts';
import { bearer, token } from '../../support/tokens.ts';
import { catalogued } from '../catalogued.ts';
import { acceptedByAll, type Claims, expectUnharmed, logsOut, newVictim, refusedByAll } from './attacked.ts';
import { byControl, byRefreshCookie, carriers, carry } from './carriers.ts';
import { faultsOfBareAnswer } from './judged.ts';
import { attackedServer } from './served.ts';

const server = attackedServer();
const world = { server, genuine: (claims: Claims) => token(claims) };
const partsOf = (claims: Claims) => {
  const [header = '', payload = '', signature = ''] = token(claims).split('.');
  return { header, payload, signature };
};
/** A place may refuse it before it is read as a token: commas, spaces, quotes. */
const UNREADABLE = ['malformed', 'unreadable', 'missing'];

/** Not the token in quotes alone: those belong to the cookie around it (RFC 6265, section 4.1.1). */
describe(catalogued(14), () => {
  it.each<readonly [string, (claims: Claims) => unknown]>([
    [
      'flattened',
      (claims) => ({
        protected: partsOf(claims).header,
        payload: partsOf(claims).payload,
        signature: partsOf(claims).signature,
      }),
    ],
    [
      'general',
      (claims) => {
        const { header, payload, signature } = partsOf(claims);
        return { payload, signatures: [{ protected: header, signature }] };
      },
    ],
    [
      'general, with two signatures',
      (claims) => {
        const { header, payload, signature } = partsOf(claims);
        return {
          payload,
          signatures: [
            { protected: header, signature: 'AA' },
            { protected: header, signature },
          ],
        };
      },
    ],
    [
      'flattened, with its algorithm in the open',
      (claims) => ({ ...partsOf(claims), protected: '', header: { alg: 'none' } }),
    ],
    ['the token in an array', (claims) => [token(claims)]],
  ])('%s is refused', (_, form) => refusedByAll(world, (claims) => JSON.stringify(form(claims)), UNREADABLE));

  it('the same in base64url is refused', () =>
    refusedByAll(
      world,
      (claims) => Buffer.from(JSON.stringify(partsOf(claims))).toString('base64url'),
      'malformed',
    ));
});

describe(catalogued(15), () => {
  it.each<readonly [string, (claims: Claims) => string]>([
    ['one part', (claims) => partsOf(claims).header],
    ['one part, the payload', (claims) => partsOf(claims).payload],
    ['two parts', (claims) => token(claims).replace(/\.[^.]*$/, '')],
    ['two parts, without the header', (claims) => token(claims).replace(/^[^.]*\./, '')],
    ['four parts, the last empty', (claims) => `${token(claims)}.`],
    ['four parts, the first empty', (claims) => `.${token(claims)}`],
    ['four parts, the last one more signature', (claims) => `${token(claims)}.${partsOf(claims).signature}`],
    ['five parts', (claims) => `${token(claims)}.AAAA.AAAA`],
    ['five parts, the token last', (claims) => `AAAA.AAAA.${token(claims)}`],
    ['an empty header', (claims) => token(claims).replace(/^[^.]*/, '')],
    ['an empty payload', (claims) => `${partsOf(claims).header}..${partsOf(claims).signature}`],
    ['two tokens in one', (claims) => `${token(claims)}.${token(claims)}`],
    ['two dots', () => '..'],
    ['one dot', () => '.'],
    ['10,000 dots', () => '.'.repeat(10_000)],
    ['the token and 10,000 dots', (claims) => `${token(claims)}${'.'.repeat(10_000)}`],
  ])('%s is malformed', (_, forge) => refusedByAll(world, forge, 'malformed'));

  it('100,000 dots are more than a request may carry', () => tooLong(() => '.'.repeat(100_000)));
});

describe(catalogued(33), () => {
  const filled = (claims: Claims, bytes: number) => token({ ...claims, filler: 'x'.repeat(bytes) });

  it('64 KB are more than a request may carry, and no contract reads them', () =>
    tooLong((claims) => filled(claims, 48 * 1024)));

  it('what fits into a request is judged like any other', async () => {
    await acceptedByAll(world, (claims) => filled(claims, 11_000));
    const other = (claims: Claims) => `${filled(claims, 11_000).slice(0, -43)}${'A'.repeat(43)}`;
    await refusedByAll(world, other, 'signature_invalid');
  });

  it('64 KB in a body are no credential', async () => {
    const victim = await newVictim(world);
    const long = filled(victim, 48 * 1024);
    for (const path of [SHARED_PATH, GSM_PATH, SESSION_PATH]) {
      const body = `access_token=${long}`;
      const type = 'Content-Type: application/x-www-form-urlencoded';
      const head = [`POST ${path} HTTP/1.1`, 'Host: localhost', type, `Content-Length: ${body.length}`];
      expect((await rawRequest(server(), head, { body })).status).toBe(401);
    }
    await expectUnharmed(world, victim);
    await logsOut(world, victim);
  });
});

/** The HTTP layer refuses such a request by itself, whatever it was for, and before a body is read. */
async function tooLong(forge: (claims: Claims) => string): Promise<void> {
  const victim = await newVictim(world);
  const beside = token(victim);
  for (const carrier of [...carriers, byRefreshCookie, byControl]) {
    const long = forge(victim);
    const seen = await carry(server(), carrier, long, beside);
    const faults = faultsOfBareAnswer(seen, {
      status: 431,
      secrets: [long, ...Object.values(bearer(beside))],
    });
    expect(faults, carrier.name).toEqual([]);
  }
  await expectUnharmed(world, victim);
  await logsOut(world, victim);
}
