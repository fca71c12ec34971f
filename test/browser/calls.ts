/** The logout of each contract by its documented headers, as the script of a page sends it. */
import { GSM_PATH, SESSION_PATH, SHARED_PATH } from '../support/logouts.ts';
import { bearer } from '../support/tokens.ts';
import { TENANT } from './sign-in.ts';

export interface LogoutCall {
  readonly contract: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: (token: string) => Readonly<Record<string, string>>;
  readonly body?: string;
  /** What a browser asks leave for before it sends them to another origin. */
  readonly preflighted: string;
  /** Part of the documented answer. */
  readonly answer: (subject: string) => unknown;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const STORE = { 'x-store-id': TENANT };
const toStorefront = {
  contract: 'storefront',
  path: SHARED_PATH,
  headers: (token: string) => ({ ...bearer(token), ...STORE }),
  preflighted: 'authorization,x-store-id',
  answer: (subject: string) => ({ message: 'Logout Success', data: { email: `${subject}@example.com` } }),
};

export const logoutCalls: readonly LogoutCall[] = [
  {
    contract: 'platform',
    method: 'POST',
    path: SHARED_PATH,
    headers: (token) => ({ ...bearer(token), ...JSON_TYPE }),
    body: JSON.stringify({ scope: 'current', reason: 'asked for' }),
    preflighted: 'authorization,content-type',
    answer: () => ({ message: 'Logged out successfully' }),
  },
  {
    contract: 'gsm',
    method: 'POST',
    path: GSM_PATH,
    headers: bearer,
    preflighted: 'authorization',
    answer: () => ({ success: true, message: 'Logged out successfully.' }),
  },
  {
    contract: 'tenant',
    method: 'GET',
    path: SHARED_PATH,
    headers: (token) => ({ 'x-token': token }),
    preflighted: 'x-token',
    answer: () => ({ data: { success: true } }),
  },
  {
    contract: 'session',
    method: 'POST',
    path: SESSION_PATH,
    headers: (token) => ({ ...bearer(token), ...JSON_TYPE }),
    preflighted: 'authorization,content-type',
    answer: () => ({ success: true, message: 'Sesión cerrada exitosamente' }),
  },
  { ...toStorefront, method: 'GET' },
  { ...toStorefront, method: 'POST' },
];
