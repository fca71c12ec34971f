/** The cookies that a logout deletes, with what they have by default. */
export const cookieDefaults = {
  path: '/',
  secure: true,
  sameSite: 'lax',
  httpOnly: true,
  partitioned: false,
} as const;
export const cookieNames = { gsm: 'gsm_token', storefront: 'refresh_token' } as const;
