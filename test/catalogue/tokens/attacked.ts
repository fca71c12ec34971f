/** What an attack comes to: how every contract answers it, and what became of the session that it was aimed at. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Seen } from '../../../src/kit/send.ts';
import { control, STORE, sessionRecord, stateOf } from '../../support/logouts.ts';
import type { TestServer } from '../../support/server.ts';
import { nowSeconds } from '../../support/tokens.ts';
import { byControl, byRefreshCookie, type Carrier, carriers, carry } from './carriers.ts';
import { faultsOfAnswer } from './judged.ts';
import { loggedOf } from './log-lines.ts';

export type Claims = Readonly<Record<string, unknown>>;
/** A token with these claims, or something that is to be taken for one. */
export type Forge = (claims: Claims) => string | Promise<string>;

/** A server, and how the issuer of its `default` users makes its tokens. */
export interface World {
  readonly server: () => TestServer;
  readonly genuine: (claims: Claims) => string;
  /** The issuer's name; `default` unless given. */
  readonly issuer?: string;
}

/** An hour long, of a user and a session that nobody else has. */
export function claimsOf(more: Claims = {}): Claims {
  const [iat, name] = [nowSeconds(), randomUUID()];
  const email = 'ada@example.com';
  return { sub: `user-${name}`, sid: `session-${name}`, tid: STORE, email, iat, exp: iat + 3600, ...more };
}

/**
 * Brings the forged token to every contract, in each way that carries one: each refuses it in its own words with 401,
 * the log has this reason, the session goes on, its user is not marked, and its genuine token can still log out.
 */
export async function refusedByAll(
  world: World,
  forge: Forge,
  reason: string | readonly string[],
  { by = carriers, victim: more = {} }: { readonly by?: readonly Carrier[]; readonly victim?: Claims } = {},
): Promise<void> {
  const { server, genuine } = world;
  const victim = await newVictim(world, more);
  const bystander = claimsOf();
  const refusals = await Promise.all(
    [...by, byControl].map(async (carrier) => {
      const token = await forge(victim);
      const seen = await carry(server(), carrier, token);
      return { carrier, seen, faults: faultsAt(carrier, seen, { status: 401, secrets: [token] }) };
    }),
  );
  const along = await forge(victim);
  const seen = await carry(server(), byRefreshCookie, along, genuine(bystander));
  const faults = faultsAt(byRefreshCookie, seen, { status: 200, secrets: [along] });
  expect([...refusals.flatMap((refusal) => refusal.faults), ...faults]).toEqual([]);
  expect(await stateOf(server(), String(bystander['sid']), world.issuer)).toBe('ended');
  for (const refusal of refusals.filter(({ carrier }) => carrier !== byControl)) {
    const line = await loggedOf(server(), headerOf(refusal.seen, 'x-request-id'));
    expect([reason].flat(), `the reason in the log, by ${refusal.carrier.name}`).toContain(line['reason']);
  }
  await expectUnharmed(world, victim);
  await logsOut(world, victim);
}

/** Each contract takes the token and ends its session (tenant marks the user, as it is documented). */
export async function acceptedByAll(
  world: World,
  make: Forge,
  /** The session's id as the control API has it. */
  sessionId: (claims: Claims, token: string) => string = ({ sid }) => String(sid),
): Promise<void> {
  const { server, genuine, issuer } = world;
  const faults = await Promise.all(
    [...carriers, byRefreshCookie].map(async (carrier) => {
      const claims = await newVictim(world);
      const token = await make(claims);
      const seen = await carry(server(), carrier, token, genuine(claimsOf()));
      const marks = carrier.operationId === 'tenantLogout';
      const state = await stateOf(server(), sessionId(claims, token), issuer);
      const status = await loginStatusOf(world, claims);
      return [
        ...faultsAt(carrier, seen, { status: 200, secrets: [token] }),
        ...(state === (marks ? 'active' : 'ended') ? [] : [`${carrier.name}: the session is ${state}`]),
        ...(marks && status !== 'logged_out' ? [`${carrier.name}: the user is ${status}`] : []),
      ];
    }),
  );
  expect(faults.flat()).toEqual([]);
}

/** Each contract takes the token, which is of another session than the victim's: that goes on, until it is ended. */
export async function takesForAnother(world: World, make: Forge, victim: Claims = {}): Promise<void> {
  const { server, genuine, issuer } = world;
  await Promise.all(
    [...carriers, byRefreshCookie].map(async (carrier, at) => {
      const names = Object.entries(victim).map(([name, value]) => [
        name,
        `${String(value)}-${at}-${randomUUID()}`,
      ]);
      const claims = await newVictim(world, Object.fromEntries(names));
      const token = await make(claims);
      const seen = await carry(server(), carrier, token, genuine(claimsOf()));
      expect(faultsAt(carrier, seen, { status: 200, secrets: [token] })).toEqual([]);
      expect(await stateOf(server(), String(claims['sid']), issuer), carrier.name).toBe('active');
      await logsOut(world, claims);
    }),
  );
}

/** A session that is known and goes on, of a user with an account who is logged in. */
export async function newVictim({ server, issuer = 'default' }: World, more: Claims = {}): Promise<Claims> {
  const claims = claimsOf(more);
  const [subject, sessionId] = [String(claims['sub']), String(claims['sid'])];
  const replies = await Promise.all([
    control(server(), 'PUT', accountPath(subject, issuer), {}),
    control(server(), 'POST', '/v1/sessions', { subject, sessionId, issuer }),
  ]);
  expect(replies.map(({ status }) => status)).toEqual([201, 201]);
  return claims;
}

export async function expectUnharmed(world: World, claims: Claims): Promise<void> {
  const record = await sessionRecord(world.server(), String(claims['sid']), world.issuer);
  expect(record, 'the session goes on').toMatchObject({ state: 'active', subject: claims['sub'] });
  expect(await loginStatusOf(world, claims), 'its user is logged in').toBe('logged_in');
}

/** The genuine token ends the session, so that what was refused before was refused for a reason. */
export async function logsOut({ server, genuine, issuer }: World, claims: Claims): Promise<void> {
  const [first] = carriers;
  if (first === undefined) throw new Error('there are no carriers');
  const seen = await carry(server(), first, genuine(claims));
  expect(faultsAt(first, seen, { status: 200 }), 'the genuine token logs out').toEqual([]);
  expect(await stateOf(server(), String(claims['sid']), issuer)).toBe('ended');
}

export function faultsAt(
  carrier: Carrier,
  seen: Seen,
  judging: Parameters<typeof faultsOfAnswer>[2],
): readonly string[] {
  return faultsOfAnswer(carrier.operationId, seen, judging).map((fault) => `${carrier.name}: ${fault}`);
}

const headerOf = ({ headers }: Seen, name: string): string =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';

const accountPath = (subject: string, issuer: string): string =>
  `/v1/accounts/${encodeURIComponent(subject)}?issuer=${encodeURIComponent(issuer)}`;

async function loginStatusOf({ server, issuer = 'default' }: World, claims: Claims): Promise<unknown> {
  const reply = await control(server(), 'GET', accountPath(String(claims['sub']), issuer));
  return (reply.json() as Claims)['loginStatus'];
}
