/** The ways in: the documented request of each contract, and one of control. Each ends the session it is about. */
import { randomUUID } from 'node:crypto';
import { GSM_PATH, registered, SESSION_PATH, SHARED_PATH, STORE } from '../../support/logouts.ts';
import { ADMIN_KEY, type TestServer } from '../../support/server.ts';
import { token } from '../../support/tokens.ts';
import { attackedServer } from '../tokens/served.ts';

/** A session that logoutd knows, so that its state can be looked up; its token is good for every contract. */
export interface Session {
  readonly sessionId: string;
  readonly token: string;
}

export interface Door {
  readonly name: string;
  readonly method: string;
  readonly target: (session: Session) => string;
  /** The header with the credential: its name, what comes before the credential in it, and the credential. */
  readonly credential: readonly [name: string, scheme: string, (session: Session) => string];
  /** What the request carries besides. */
  readonly more: readonly string[];
  readonly status: 200 | 204;
  /** Whether the operation reads a body, and so may refuse it. */
  readonly readsBody: boolean;
}

const tokenOf = (session: Session): string => session.token;
const usual = {
  method: 'POST',
  credential: ['Authorization', 'Bearer ', tokenOf],
  more: [],
  status: 200,
  readsBody: false,
} as const;
const atStore = { ...usual, target: () => SHARED_PATH, more: [`x-store-id: ${STORE}`] };

export const doors: readonly Door[] = [
  { ...usual, name: 'platform', target: () => SHARED_PATH, readsBody: true },
  { ...usual, name: 'gsm', target: () => GSM_PATH },
  {
    ...usual,
    name: 'gsm by its cookie',
    target: () => GSM_PATH,
    credential: ['Cookie', 'gsm_token=', tokenOf],
  },
  {
    ...usual,
    name: 'tenant',
    method: 'GET',
    target: () => SHARED_PATH,
    credential: ['x-token', '', tokenOf],
  },
  { ...usual, name: 'session', target: () => SESSION_PATH },
  { ...atStore, name: 'storefront', method: 'GET' },
  { ...atStore, name: 'storefront by POST' },
  {
    ...usual,
    name: 'control',
    method: 'DELETE',
    target: ({ sessionId }) => `/v1/sessions/${sessionId}`,
    credential: ['Authorization', 'Bearer ', () => ADMIN_KEY],
    status: 204,
  },
];

export function door(name: string): Door {
  const found = doors.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no door ${name}`);
  return found;
}

/** Those whose credential is in a header that may come only once. */
export const headerDoors = doors.filter(({ credential: [name] }) => name !== 'Cookie');
export const unreadDoors = doors.filter(({ readsBody }) => !readsBody);

/** The server that a file attacks. tenant revokes there, so that every door has an effect that can be looked at. */
export const attacked = (): (() => TestServer) =>
  attackedServer(() => ({ env: { LOGOUTD_TENANT_LOGOUT: 'revoke' } }));

export async function newSession(server: TestServer, subject: string = randomUUID()): Promise<Session> {
  const { sessionId } = await registered(server, { subject });
  return { sessionId, token: token({ sub: subject, sid: sessionId, tid: STORE }) };
}

/** What of a door's request is other than documented. */
export interface Changes {
  readonly method?: string;
  readonly target?: string;
  /** In place of the one header with the credential. */
  readonly credentials?: readonly string[];
  readonly more?: readonly string[];
}

export function credentialOf({ credential: [name, scheme, of] }: Door, session: Session): string {
  return `${name}: ${scheme}${of(session)}`;
}

/** The head of the door's request, by lines. */
export function linesOf(door: Door, session: Session, changes: Changes = {}): readonly string[] {
  const { method = door.method, target = door.target(session), more = [] } = changes;
  const credentials = changes.credentials ?? [credentialOf(door, session)];
  return [`${method} ${target} HTTP/1.1`, 'Host: localhost', ...credentials, ...door.more, ...more];
}

/** The same as bytes, the empty line at its end included. */
export const headOf = (door: Door, session: Session, changes: Changes = {}): string =>
  `${linesOf(door, session, changes).join('\r\n')}\r\n\r\n`;
