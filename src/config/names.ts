import { nearest } from './nearest.ts';

/**
 * Every variable that the server reads, with its meaning in a line. The README's table has the same names; a test holds
 * the two together.
 */
export const SETTINGS = {
  NODE_ENV: 'production, or anything else for a development server',
  PORT: 'the port; 0 takes any free one (4000)',
  HOST: 'the address to listen on (127.0.0.1)',
  LOGOUTD_STORE: 'where ends are remembered (sqlite:data/logoutd.db, or development.db)',
  LOGOUTD_WORKERS: 'how many processes answer, under one more (one does it all)',
  LOGOUTD_REDIS_DURABILITY: 'strict or warn: whether an unsafe Redis is refused (strict)',
  LOGOUTD_JWT_SECRET: 'the secret that your tokens are signed with',
  LOGOUTD_ADMIN_KEY: "the control API's key",
  LOGOUTD_CHECK_KEY: 'a key that can only introspect and read metrics',
  LOGOUTD_CONFIG: 'a JSON file: more issuers, asymmetric keys, more control keys, cookies',
  LOGOUTD_POSTURE: 'closed, or open/seconds: checks while the store cannot say (closed)',
  LOGOUTD_LOG_RETENTION_DAYS: 'how long the log of ends is kept, or forever (400)',
  LOGOUTD_TENANT_LOGOUT: 'mark or revoke: what a logout by tenant does (mark)',
  LOGOUTD_ALLOWED_ORIGINS: 'origins that may use cookies and read answers',
  LOGOUTD_TRUSTED_PROXIES: 'addresses whose X-Forwarded-For counts',
  LOGOUTD_RATE_LIMIT_PLATFORM: 'requests/seconds per client, or off (600/60)',
  LOGOUTD_RATE_LIMIT_GSM: 'the same (600/60)',
  LOGOUTD_RATE_LIMIT_TENANT: 'the same (30/3600)',
  LOGOUTD_RATE_LIMIT_SESSION: 'the same (600/60)',
  LOGOUTD_RATE_LIMIT_STOREFRONT: 'the same (600/60)',
  LOGOUTD_LOG_LEVEL: 'how much is logged (info)',
} as const;

/** What commands read beside these; the server itself does not. */
const OF_THE_COMMAND_LINE: readonly string[] = ['LOGOUTD_URL', 'LOGOUTD_KEY', 'LOGOUTD_MIGRATE_TO'];

const PREFIX = 'LOGOUTD_';
const KNOWN = [...Object.keys(SETTINGS), ...OF_THE_COMMAND_LINE].filter((name) => name.startsWith(PREFIX));

export interface UnknownName {
  readonly name: string;
  /** `null`: nobody can say. */
  readonly meant: string | null;
}

/** Variables that look like ours and are not, nor are named in the settings file: most likely misspelt. */
export function unknownNames(
  env: Readonly<Record<string, string | undefined>>,
  named: ReadonlySet<string>,
): readonly UnknownName[] {
  const unknown = Object.keys(env).filter(
    (name) => name.startsWith(PREFIX) && !KNOWN.includes(name) && !named.has(name),
  );
  // What all have in common says nothing.
  const known = KNOWN.map((one) => one.slice(PREFIX.length));
  return unknown.map((name) => {
    const meant = nearest(name.slice(PREFIX.length), known);
    return { name, meant: meant && `${PREFIX}${meant}` };
  });
}
