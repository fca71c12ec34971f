/** Every variable that the server reads. The README's table has the same names; a test holds the two together. */
export const SETTING_NAMES = [
  'NODE_ENV',
  'PORT',
  'HOST',
  'LOGOUTD_STORE',
  'LOGOUTD_JWT_SECRET',
  'LOGOUTD_ADMIN_KEY',
  'LOGOUTD_CHECK_KEY',
  'LOGOUTD_CONFIG',
  'LOGOUTD_TENANT_LOGOUT',
  'LOGOUTD_ALLOWED_ORIGINS',
  'LOGOUTD_TRUSTED_PROXIES',
  'LOGOUTD_RATE_LIMIT_PLATFORM',
  'LOGOUTD_RATE_LIMIT_GSM',
  'LOGOUTD_RATE_LIMIT_TENANT',
  'LOGOUTD_RATE_LIMIT_SESSION',
  'LOGOUTD_RATE_LIMIT_STOREFRONT',
  'LOGOUTD_LOG_LEVEL',
] as const;

/** Variables that look like ours and are not, nor are named in the settings file: most likely misspelt. */
export function unknownNames(
  env: Readonly<Record<string, string | undefined>>,
  named: ReadonlySet<string>,
): readonly string[] {
  const known = new Set<string>(SETTING_NAMES);
  return Object.keys(env).filter(
    (name) => name.startsWith('LOGOUTD_') && !known.has(name) && !named.has(name),
  );
}
