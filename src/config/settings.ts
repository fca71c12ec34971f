/** The settings of a server: from the environment and the file that it names, all checked at once. */
import type { ContractSettings, CookieSettings } from '../contracts/contract.ts';
import type { EdgeSettings } from '../http/edge-deps.ts';
import type { ControlKey } from '../http/key-ring.ts';
import { LOG_LEVELS, type LogLevel } from '../observe/log.ts';
import type { IssuerSettings } from '../tokens/issuer.ts';
import { controlKeys } from './control-keys.ts';
import { cookieDefaults, cookieNames } from './cookies.ts';
import { type DevelopmentSecrets, developmentSecrets } from './development.ts';
import type { ConfigFile, ReadConfig } from './file.ts';
import { issuersOf, loneIssuer } from './issuers.ts';
import { checkKeysAgainst, type MadeUp, readKeys } from './keys.ts';
import { type UnknownName, unknownNames } from './names.ts';
import {
  cidrs,
  days,
  type Environment,
  isLoopback,
  oneOf,
  origins,
  port,
  posture,
  rateLimit,
  text,
  workers,
} from './read.ts';

export interface Settings {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** How many processes answer, under one that only keeps them going; `null`: one process does it all. */
  readonly workers: number | null;
  readonly storeUrl: string;
  /** Whether a Redis whose settings may lose what was acknowledged is refused, or warned of. */
  readonly redisDurability: 'strict' | 'warn';
  readonly logLevel: LogLevel;
  readonly issuers: readonly IssuerSettings[];
  /** Of the control API, as digests. At least one is an admin's. */
  readonly keys: readonly ControlKey[];
  readonly logRetentionMs: number;
  /** For how long a check may count while the store cannot say; `null`: not at all. */
  readonly openPostureMs: number | null;
  /** What logoutd made up itself, for development. */
  readonly madeUp: MadeUp;
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

/** Rejects with `SettingsError`. `secrets` gives those that are made up outside production, and may make them. */
export async function readSettings(
  env: Environment,
  secrets: () => DevelopmentSecrets = developmentSecrets,
): Promise<Settings> {
  const problems: string[] = [];
  const report = (variable: string, problem: string): void => {
    problems.push(`${variable} ${problem}.`);
  };
  const production = env['NODE_ENV'] === 'production';
  const host = text(env, 'HOST') ?? '127.0.0.1';
  const file = await readFile(text(env, 'LOGOUTD_CONFIG'));
  if (!file.ok) problems.push(...file.problems);
  const inFile = {
    issuers: !file.ok || (file.config?.issuers?.length ?? 0) > 0,
    adminKey: !file.ok || (file.config?.keys ?? []).some(({ role }) => role === 'admin'),
  };
  const keys = readKeys(env, { production, inFile, secrets }, report);
  if ((keys.madeUp.jwtSecret || keys.madeUp.adminKey) && !isLoopback(host)) {
    report('HOST', 'must be a loopback address while secrets are made up: set the secrets, or unset it');
  }
  const entries = file.ok ? file.config?.issuers : undefined;
  const issuers =
    file.ok && entries !== undefined
      ? issuersOf(entries, { env, folder: file.folder, production, report })
      : keys.jwtSecret === null
        ? []
        : [loneIssuer(keys.jwtSecret)];
  checkKeysAgainst(issuers, env, report);
  const storeUrl = storeUrlOf(env);
  const settings: Settings = {
    production,
    host,
    port: port(env, 'PORT', 4000, report),
    workers: workers(env, 'LOGOUTD_WORKERS', storeUrl, report),
    storeUrl,
    redisDurability: oneOf(env, 'LOGOUTD_REDIS_DURABILITY', ['strict', 'warn'], 'strict', report),
    logLevel: oneOf(env, 'LOGOUTD_LOG_LEVEL', LOG_LEVELS, 'info', report),
    issuers,
    keys: controlKeys(keys, file.ok ? (file.config?.keys ?? []) : [], issuers, report),
    openPostureMs: posture(env, 'LOGOUTD_POSTURE', report),
    logRetentionMs: days(env, 'LOGOUTD_LOG_RETENTION_DAYS', 400, report) * DAY_MS,
    madeUp: keys.madeUp,
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
    warnings: [...warningsOf(env, entries), ...(production && storeUrl === 'memory:' ? [FORGETFUL] : [])],
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

/** Two files, so that a server in production never takes over what was tried out in the same folder. */
const PRODUCTION_STORE = 'sqlite:data/logoutd.db';
const DEVELOPMENT_STORE = 'sqlite:data/development.db';
/** Where the sessions are kept, or would be. */
export function storeUrlOf(env: Environment): string {
  const byDefault = env['NODE_ENV'] === 'production' ? PRODUCTION_STORE : DEVELOPMENT_STORE;
  return text(env, 'LOGOUTD_STORE') ?? byDefault;
}

const FORGETFUL =
  'LOGOUTD_STORE is memory: in production: a restart forgets every end, and ended tokens work again until they expire.';

const DAY_MS = 24 * 60 * 60 * 1000;
const PER_MINUTE = { count: 600, windowSeconds: 60 };
const PER_HOUR = { count: 30, windowSeconds: 3600 };

/** What starts all the same, but most likely not as it was meant. */
function warningsOf(env: Environment, entries: ConfigFile['issuers']): readonly string[] {
  const mode = text(env, 'NODE_ENV') ?? 'development';
  const odd = !['production', 'development', 'test'].includes(mode);
  return [
    ...(odd
      ? [`NODE_ENV is ${mode}, which is not production: this server runs as a development server.`]
      : []),
    ...unknownNames(env, secretsNamed(entries)).map(notASetting),
  ];
}

const notASetting = ({ name, meant }: UnknownName): string =>
  `${name} is not a setting, and is ignored.${meant === null ? '' : ` Did you mean ${meant}?`}`;

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
