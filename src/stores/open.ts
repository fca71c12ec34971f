/** Opens the store that `LOGOUTD_STORE` names. One entry per backend; only the chosen one is loaded. */
import { type OpenedStore, StoreOpenError } from './opening.ts';
import { faultOfAddress, type RedisAddress, readAddress } from './redis/address.ts';
import { unknownAddress } from './redis/refusals.ts';

export interface StoreOptions {
  /** `strict`: a Redis whose settings may lose what was acknowledged is refused. `warn`: it is used, with a notice each. */
  readonly redisDurability: 'strict' | 'warn';
  /** Where a store that is not on this machine leaves what has to be known here. From the working directory. */
  readonly dataFolder: string;
  /** Whether another process of this server has opened it, has looked it over, and keeps it open for longer. */
  readonly isOpen: boolean;
  /** Told at once of what may take minutes. */
  readonly tell: (message: string) => void;
}

/** Of a server; from its working directory. */
export const DATA_FOLDER = 'data';

const DEFAULTS: StoreOptions = {
  redisDurability: 'strict',
  dataFolder: DATA_FOLDER,
  isOpen: false,
  tell: () => undefined,
};

type Opener = (options: StoreOptions) => Promise<OpenedStore>;

interface Backend {
  readonly scheme: string;
  /** What opens it; `null`: what follows the scheme does not fit the form. */
  readonly opener: (rest: string) => Opener | null;
}

const BACKENDS: readonly Backend[] = [
  {
    scheme: 'sqlite:',
    opener: (path) =>
      path === '' || path.includes('\0')
        ? null
        : ({ isOpen, tell }) =>
            import('./sqlite/open.ts').then((backend) => backend.openSqliteStore(path, { isOpen, tell })),
  },
  {
    scheme: 'memory:',
    opener: (rest) =>
      rest === '' ? () => import('./memory.ts').then((backend) => backend.openMemoryStore()) : null,
  },
  ...['redis', 'valkey'].flatMap((name) => [redis(`${name}:`, false), redis(`${name}s:`, true)]),
];

const FORMS = 'sqlite:<path> or memory: or redis://<host>:<port> or rediss://<host>:<port>';

/**
 * Opens, and where there is none yet makes, the store. A path is taken from the working directory.
 * Rejects with `StoreOpenError`; its message never repeats the URL, which may hold a password.
 */
export async function openStore(url: string, options: Partial<StoreOptions> = {}): Promise<OpenedStore> {
  return openerOf(url)({ ...DEFAULTS, ...options });
}

/** Opens nothing yet. @throws {StoreOpenError} where the URL is of no form that can be opened */
export function openerOf(url: string): Opener {
  const backend = BACKENDS.find(({ scheme }) => url.startsWith(scheme));
  const opener = backend?.opener(url.slice(backend.scheme.length));
  if (!opener) {
    throw new StoreOpenError(
      'unknown-url',
      `LOGOUTD_STORE is not of a form that logoutd knows${hintOn(url)}. Set it to ${FORMS}.`,
    );
  }
  return opener;
}

const OF_REDIS = /^(?:redis|valkey)(s?):(.*)$/s;

/** `null`: the URL is of another store, or of no form that is known. */
export function redisAddressIn(url: string): RedisAddress | null {
  const [, secure, rest] = OF_REDIS.exec(url) ?? [];
  return rest === undefined ? null : readAddress(rest, secure === 's');
}

/** Why a URL is of no form that is known, as far as can be told; else nothing. It may stand behind that, and repeats no secret. */
export function hintOn(url: string): string {
  const [, secure, rest] = OF_REDIS.exec(url) ?? [];
  const fault = rest === undefined ? null : faultOfAddress(rest, secure === 's');
  if (fault !== null) return `: ${fault}`;
  // What is not plainly the name of a database may be a password.
  return /^[\w./-]+\.(?:db|sqlite3?)$/.test(url) ? ` (did you mean sqlite:${url}?)` : '';
}

/** Redis and Valkey speak the same, and the schemes of either mean the same. */
function redis(scheme: string, secure: boolean): Backend {
  return {
    scheme,
    opener: (rest) => {
      const address = readAddress(rest, secure);
      if (address === null) throw unknownAddress(faultOfAddress(rest, secure) ?? 'it cannot be read');
      return async ({ dataFolder, redisDurability }) => {
        const { openRedisStore } = await import('./redis/open.ts');
        return openRedisStore(address, { folder: dataFolder, durability: redisDurability });
      };
    },
  };
}
