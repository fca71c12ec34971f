/** By what a session is asked about, and by what it is ended, as requests. */
import { FORM } from '../../support/checks.ts';
import { SHARED_PATH, STORE } from '../../support/logouts.ts';
import { ADMIN_KEY, CHECK_KEY } from '../../support/server.ts';
import { bearer } from '../../support/tokens.ts';
import type { Answer, Shot } from '../send.ts';
import { LOGOUTS, logoutShot } from '../shots.ts';

export interface Session {
  readonly subject: string;
  readonly sessionId: string;
  readonly token: string;
}

export interface WayOfAsking {
  readonly by: string;
  readonly shot: (session: Session) => Shot;
  /** `null`: that is no answer to the question. */
  readonly said: (answer: Answer) => 'active' | 'inactive' | null;
}

export interface WayOfEnding {
  readonly by: string;
  /** Whether it ends all sessions of the user. */
  readonly endsAll: boolean;
  readonly shot: (session: Session) => Shot;
  readonly status: number;
}

const either = (active: boolean) => (active ? 'active' : 'inactive');

export const VERIFY: WayOfAsking = {
  by: 'verify',
  shot: ({ token }) => ({ method: 'GET', path: '/v1/verify', headers: bearer(token) }),
  said: ({ status }) => (status === 200 || status === 401 ? either(status === 200) : null),
};

export const WAYS_OF_ASKING: readonly [WayOfAsking, ...WayOfAsking[]] = [
  VERIFY,
  {
    by: 'introspection',
    shot: ({ token }) => ({
      method: 'POST',
      path: '/v1/introspect',
      headers: { ...FORM, ...bearer(CHECK_KEY) },
      body: `token=${token}`,
    }),
    said: ({ status, text }) =>
      status === 200 ? either((JSON.parse(text) as { active: boolean }).active) : null,
  },
  {
    by: 'the record',
    shot: ({ sessionId }) => ({
      method: 'GET',
      path: `/v1/sessions/${sessionId}`,
      headers: bearer(ADMIN_KEY),
    }),
    said: ({ status, text }) =>
      status === 200 ? either((JSON.parse(text) as { state: string }).state === 'active') : null,
  },
];

const logouts = LOGOUTS.map((by) => ({
  by,
  endsAll: false,
  shot: ({ token }: Session) => logoutShot(by, token, STORE),
  status: 200,
}));

export const WAYS_OF_ENDING: readonly [WayOfEnding, ...WayOfEnding[]] = [
  {
    by: 'a revocation of the token',
    endsAll: false,
    shot: ({ token }) => ({
      method: 'POST',
      path: '/v1/revoke',
      headers: { ...FORM, ...bearer(ADMIN_KEY) },
      body: `token=${token}`,
    }),
    status: 200,
  },
  {
    by: 'DELETE of the session',
    endsAll: false,
    shot: ({ sessionId }) => ({
      method: 'DELETE',
      path: `/v1/sessions/${sessionId}`,
      headers: bearer(ADMIN_KEY),
    }),
    status: 204,
  },
  {
    by: 'platform `all`',
    endsAll: true,
    shot: ({ token }) => ({
      method: 'POST',
      path: SHARED_PATH,
      headers: bearer(token),
      body: { scope: 'all' },
    }),
    status: 200,
  },
  {
    by: 'a cut-off of the user',
    endsAll: true,
    shot: ({ subject }) => ({
      method: 'POST',
      path: '/v1/revocations',
      headers: bearer(ADMIN_KEY),
      body: { subject },
    }),
    status: 201,
  },
  ...logouts,
];
