/** The logouts that end a session, as requests; and the setting that lets one client send as many as it likes. */
import { GSM_PATH, SESSION_PATH, SHARED_PATH } from '../support/logouts.ts';
import { bearer } from '../support/tokens.ts';
import type { Shot } from './send.ts';

export const LOGOUTS = ['platform', 'gsm', 'gsm by cookie', 'session', 'storefront'] as const;
export type LogoutName = (typeof LOGOUTS)[number];

export function logoutShot(name: LogoutName, token: string, store: string): Shot {
  switch (name) {
    case 'platform':
      return { method: 'POST', path: SHARED_PATH, headers: bearer(token) };
    case 'gsm':
      return { method: 'POST', path: GSM_PATH, headers: bearer(token) };
    case 'gsm by cookie':
      return { method: 'POST', path: GSM_PATH, headers: { Cookie: `gsm_token=${token}` } };
    case 'session':
      return { method: 'POST', path: SESSION_PATH, headers: bearer(token) };
    case 'storefront':
      return { method: 'GET', path: SHARED_PATH, headers: { 'x-store-id': store, ...bearer(token) } };
  }
}

export const LIMITS_OFF: Readonly<Record<string, string>> = Object.fromEntries(
  ['PLATFORM', 'GSM', 'SESSION', 'STOREFRONT'].map((name) => [`LOGOUTD_RATE_LIMIT_${name}`, 'off']),
);
