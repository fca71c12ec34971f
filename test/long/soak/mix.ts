/** What the soak's clients ask for, how often, and which answers are right. */
import { SHARED_PATH } from '../../support/logouts.ts';
import { ADMIN_KEY } from '../../support/server.ts';
import { bearer } from '../../support/tokens.ts';
import type { Chance } from '../random.ts';
import type { Answer, Shot } from '../send.ts';
import { LOGOUTS, type LogoutName, logoutShot } from '../shots.ts';
import { addressOf } from './addresses.ts';
import { type Issuers, TENANT, type Token } from './issuers.ts';

export interface Asked extends Shot {
  readonly kind: string;
  /** Asked once the answer is there: what is right can depend on the time it took. */
  readonly expected: readonly number[] | (() => readonly number[]);
  readonly answered?: (answer: Answer) => void;
}

/** The population: names come again, sessions do not. */
const USERS = 5_000;
const REMEMBERED_TOKENS = 4_000;
/** What passes between writing a token's `exp` down here and judging it there. */
const EDGE_MS = 5_000;

/** Makes the next request. */
export function mix(issuers: Issuers, random: Chance): () => Asked {
  const ended: Token[] = [];
  const registered: { readonly sessionId: string; readonly expiresAtMs: number }[] = [];
  const user = (): string => `user-${random.below(USERS)}`;
  const key = bearer(ADMIN_KEY);
  const remember = <T>(list: T[], item: T): void => {
    if (list.length < REMEMBERED_TOKENS) list.push(item);
    else list[random.below(list.length)] = item;
  };

  /** An answer may take so long that the token runs out on its way. */
  const orLate = (expiresAtMs: number, right: readonly number[], late: number) => () =>
    expiresAtMs > Date.now() ? right : [...right, late];

  const logout = (name: LogoutName, token: string): Shot => logoutShot(name, token, TENANT);
  const tenantMark = (token: string): Shot => ({
    method: 'GET',
    path: SHARED_PATH,
    headers: { 'x-token': token },
  });

  const kinds: Readonly<Record<string, readonly [weight: number, make: () => Omit<Asked, 'kind'>]>> = {
    logout: [
      42,
      () => {
        const token = issuers.issue(user());
        const answered = ({ status }: Answer) => {
          if (status === 200) remember(ended, token);
        };
        const expected = orLate(token.expiresAtMs, [200], 401);
        return { ...logout(random.pick(LOGOUTS), token.text), expected, answered };
      },
    ],
    'tenant mark': [
      8,
      () => {
        const token = issuers.issue(user());
        return { ...tenantMark(token.text), expected: orLate(token.expiresAtMs, [200, 429], 401) };
      },
    ],
    'others or all': [
      5,
      () => ({
        // A user of these may be cut off in the very second by another request.
        ...logout('platform', issuers.issue(`scoped-${random.below(USERS)}`).text),
        body: { scope: random.pick(['others', 'all']) },
        expected: [200, 401],
      }),
    ],
    retry: [
      12,
      () => {
        const token = ended[random.below(ended.length)];
        if (token === undefined) return { method: 'GET', path: '/healthz', expected: [200] };
        const contract = random.pick(LOGOUTS);
        const again = contract.startsWith('gsm') ? 401 : 200;
        const wasOver = token.expiresAtMs < Date.now();
        const expected = () => (wasOver ? [401] : token.expiresAtMs > Date.now() ? [again] : [again, 401]);
        return { ...logout(contract, token.text), expected };
      },
    ],
    'bad token': [
      10,
      () => {
        const token = random.pick([
          'x',
          'a.b.c',
          issuers.forged(),
          issuers.issue(user(), -5).text,
          issuers.issue(user(), 3600).text,
        ]);
        return { ...logout(random.pick(LOGOUTS), token), expected: [401] };
      },
    ],
    register: [
      5,
      () => {
        const expiresAtMs = Date.now() + 60_000;
        const body = { subject: user(), issuer: 'shared', expiresAt: new Date(expiresAtMs).toISOString() };
        const answered = ({ status, text }: Answer) => {
          if (status !== 201) return;
          remember(registered, {
            sessionId: (JSON.parse(text) as { sessionId: string }).sessionId,
            expiresAtMs,
          });
        };
        return {
          method: 'POST',
          path: '/v1/sessions',
          headers: key,
          body,
          expected: orLate(expiresAtMs, [201], 422),
          answered,
        };
      },
    ],
    'session by key': [
      5,
      () => {
        const at = registered[random.below(registered.length)];
        const path = `/v1/sessions/${at?.sessionId ?? 'unknown'}?issuer=shared`;
        const method = random.pick(['GET', 'DELETE']);
        const known = at !== undefined && at.expiresAtMs + EDGE_MS > Date.now();
        const found = method === 'GET' ? 200 : 204;
        return { method, path, headers: key, expected: known ? [found] : [found, 404] };
      },
    ],
    listing: [
      1,
      () => ({ method: 'GET', path: `/v1/sessions?subject=${user()}`, headers: key, expected: [200] }),
    ],
    account: [
      1,
      () => ({
        method: 'PUT',
        path: `/v1/accounts/account-${random.below(USERS)}?issuer=shared`,
        headers: key,
        body: { email: 'somebody@example.com', status: random.pick(['active', 'suspended', 'inactive']) },
        expected: [200, 201],
      }),
    ],
    page: [
      6,
      () => ({
        method: 'GET',
        path: random.pick(['/', '/openapi/index.json', '/openapi/platform.yaml', '/healthz', '/readyz']),
        expected: [200],
      }),
    ],
    'no such thing': [
      2,
      () =>
        random.pick<Omit<Asked, 'kind'>>([
          { method: 'GET', path: '/nothing', expected: [404] },
          { method: 'PUT', path: SHARED_PATH, expected: [405] },
          { method: 'OPTIONS', path: SHARED_PATH, expected: [204] },
          {
            ...logout('platform', issuers.issue(user()).text),
            body: { scope: 'none' },
            expected: [400, 401],
          },
        ]),
    ],
  };

  const names = Object.entries(kinds).flatMap(([name, [weight]]) => Array<string>(weight).fill(name));
  return () => {
    const kind = names[random.below(names.length)] ?? 'logout';
    const asked = kinds[kind]?.[1]() ?? { method: 'GET', path: '/', expected: [200] };
    const from = addressOf(random, kind === 'tenant mark');
    return { ...asked, kind, headers: { 'X-Forwarded-For': from, ...asked.headers } };
  };
}
