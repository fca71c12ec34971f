/** Cookies as a request carries them, and as an answer clears them. */

export const cookies = (...pairs: readonly string[]): string => `Cookie: ${pairs.join('; ')}`;

export const CLEARED = {
  gsm_token: 'gsm_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
  refresh_token:
    'refresh_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
} as const;
