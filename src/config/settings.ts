/** The settings of a server: from the environment and the file that it names, all checked at once. */
import type { ContractSettings, CookieSettings } from '../contracts/contract.ts';
import type { EdgeSettings } from '../http/edge.ts';
import { LOG_LEVELS, type LogLevel } from '../observe/log.ts';
import type { IssuerSettings } from '../tokens/issuer.ts';
import { cookieDefaults, cookieNames } from './cookies.ts';
import { DevelopmentSecretsError, developmentSecrets } from './development.ts';
import type { ConfigFile, ReadConfig } from './file.ts';
import { issuersOf, isWeak, loneIssuer, WEAK } from './issuers.ts';
import { unknownNames } from './names.ts';
import { cidrs, type Environment, isLoopback, oneOf, origins, port, rateLimit, text } from './read.ts';

export interface Settings {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly storeUrl: string;
  readonly logLevel: LogLevel;
  readonly issuers: readonly IssuerSettings[];
  readonly adminKey: string;
  /** `null`: there is none. */
  readonly checkKey: string | null;
  /** Whether a secret was made up, so that there are tokens to try with. */
  readonly madeUpSecret: boolean;
  readonly edge: EdgeSettings;
  readonly contracts: ContractSettings;
  /** What the operator should know; usually nothing. */
  readonly warnings: readonly string[];
}

/** Every problem at once, a line each, naming its variable and what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const MIN_KEY_CHARACTERS = 32;
const HOW_TO_MAKE_ONE = 'make one with: openssl rand -base64 48';

/** Rejects with `SettingsError`. */
export async function readSettings(env: Environment): Promise<Settings> {
  const problems: string[] = [];
  const report = (variable: string, problem: string): void => {
    problems.push(`${variable} ${problem}.`);
  };
  const production = env['NODE_ENV'] === 'production';
  const host = text(env, 'HOST') ?? '127.0.0.1';
  const file = await readFile(text(env, 'LOGOUTD_CONFIG'));
  if (!file.ok) problems.push(...file.problems);
  const keys = readKeys(env, production, file.ok ? (file.config?.issuers?.length ?? 0) > 0 : true, report);
  if (keys.madeUp && !isLoopback(host)) {
    report('HOST', 'must be a loopback address while secrets are made up: set the secrets, or unset it');
  }
  const entries = file.ok ? file.config?.issuers : undefined;
  const issuers =
    file.ok && entries !== undefined
      ? issuersOf(entries, { env, folder: file.folder, production, report })
      : keys.jwtSecret === null
        ? []
        : [loneIssuer(keys.jwtSecret)];
  const settings: Settings = {
    production,
    host,
    port: port(env, 'PORT', 4000, report),
    storeUrl: text(env, 'LOGOUTD_STORE') ?? 'sqlite:data/logoutd.db',
    logLevel: oneOf(env, 'LOGOUTD_LOG_LEVEL', LOG_LEVELS, 'info', report),
    issuers,
    adminKey: keys.adminKey,
    checkKey: keys.checkKey,
    madeUpSecret: keys.madeUp,
    edge: {
      production,
      trustedProxies: cidrs(env, 'LOGOUTD_TRUSTED_PROXIES', report),
      allowedOrigins: origins(env, 'LOGOUTD_ALLOWED_ORIGINS', report),
      limits: {
        platform: rateLimit(env, 'LOGOUTD_RATE_LIMIT_PLATFORM', PER_MINUTE, report),
        gsm: rateLimit(env, 'LOGOUTD_RATE_LIMIT_GSM', PER_MINUTE, report),
        tenant: rateLimit(env, 'LOGOUTD_RATE_LIMIT_TENANT', PER_HOUR, report),
        session: rateLimit(env, 'LOGOUTD_RATE_LIMIT_SESSION', PER_MINUTE, report),
        storefront: rateLimit(env, 'LOGOUTD_RATE_LIMIT_STOREFRONT', PER_MINUTE, report),
        control: null,
      },
    },
    contracts: {
      tenantLogout: oneOf(env, 'LOGOUTD_TENANT_LOGOUT', ['mark', 'revoke'], 'mark', report),
      ...cookiesOf(file.ok ? file.config : null),
    },
    warnings: warningsOf(env, entries),
  };
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

/** `null`: there is no file, and all has its default. */
async function readFile(
  path: string | null,
): Promise<ReadConfig | { ok: true; config: null; folder: string }> {
  if (path === null) return { ok: true, config: null, folder: '.' };
  const { readConfigFile } = await import('./file.ts');
  return readConfigFile(path);
}

const PER_MINUTE = { count: 600, windowSeconds: 60 };
const PER_HOUR = { count: 30, windowSeconds: 3600 };

interface Keys {
  readonly jwtSecret: string | null;
  readonly adminKey: string;
  readonly checkKey: string | null;
  readonly madeUp: boolean;
}

function readKeys(
  env: Environment,
  production: boolean,
  hasIssuers: boolean,
  report: (variable: string, problem: string) => void,
): Keys {
  const jwtSecret = text(env, 'LOGOUTD_JWT_SECRET');
  const adminKey = text(env, 'LOGOUTD_ADMIN_KEY');
  const checkKey = text(env, 'LOGOUTD_CHECK_KEY');
  if (jwtSecret !== null && isWeak(jwtSecret, production)) {
    report('LOGOUTD_JWT_SECRET', `${WEAK}: ${HOW_TO_MAKE_ONE}`);
  }
  for (const [name, key] of [
    ['LOGOUTD_ADMIN_KEY', adminKey],
    ['LOGOUTD_CHECK_KEY', checkKey],
  ] as const) {
    if (key === null) continue;
    if (key.length < MIN_KEY_CHARACTERS) {
      report(name, `must be at least ${MIN_KEY_CHARACTERS} characters: ${HOW_TO_MAKE_ONE}`);
    } else if (!/^[\x21-\x2b\x2d-\x7e]+$/.test(key)) {
      report(name, `must be printable ASCII without spaces and commas, to fit a header: ${HOW_TO_MAKE_ONE}`);
    }
  }
  if (adminKey !== null && adminKey === checkKey)
    report('LOGOUTD_CHECK_KEY', 'must differ from LOGOUTD_ADMIN_KEY');
  const needsSecret = jwtSecret === null && !hasIssuers;
  const given = { jwtSecret, adminKey: adminKey ?? '', checkKey, madeUp: false };
  if (!needsSecret && adminKey !== null) return given;
  if (production) {
    if (needsSecret)
      report(
        'LOGOUTD_JWT_SECRET',
        'is missing, and no issuer is configured in LOGOUTD_CONFIG: set it to the secret that your login signs its tokens with',
      );
    if (adminKey === null) report('LOGOUTD_ADMIN_KEY', `is missing: ${HOW_TO_MAKE_ONE}`);
    return given;
  }
  try {
    const made = developmentSecrets();
    return {
      jwtSecret: needsSecret ? made.jwtSecret : jwtSecret,
      adminKey: adminKey ?? made.adminKey,
      checkKey: checkKey ?? made.checkKey,
      madeUp: true,
    };
  } catch (error) {
    if (!(error instanceof DevelopmentSecretsError)) throw error;
    report('LOGOUTD_JWT_SECRET', `is missing, and ${error.message.replace(/\.$/, '')}`);
    return given;
  }
}

/** What starts all the same, but most likely not as it was meant. */
function warningsOf(env: Environment, entries: ConfigFile['issuers']): readonly string[] {
  const mode = text(env, 'NODE_ENV') ?? 'development';
  const odd = !['production', 'development', 'test'].includes(mode);
  return [
    ...(odd ? [`NODE_ENV is ${mode}, and only production is production: this is a development server.`] : []),
    ...unknownNames(env, secretsNamed(entries)).map((name) => `${name} is not a setting, and is ignored.`),
  ];
}

function secretsNamed(entries: ConfigFile['issuers']): ReadonlySet<string> {
  const keys = (entries ?? []).flatMap((entry) => entry.keys);
  return new Set(keys.flatMap((key) => ('secretEnv' in key ? [key.secretEnv] : [])));
}

function cookiesOf(config: ConfigFile | null): Pick<ContractSettings, 'gsmCookie' | 'storefrontCookie'> {
  const { gsm, storefront } = cookieNames;
  return {
    gsmCookie: cookieOf(config?.cookies.gsm ?? { ...cookieDefaults, name: gsm }),
    storefrontCookie: cookieOf(config?.cookies.storefront ?? { ...cookieDefaults, name: storefront }),
  };
}

function cookieOf({ domain, ...cookie }: ConfigFile['cookies']['gsm']): CookieSettings {
  return { ...cookie, domain: domain ?? null };
}
