/** Opens the store that `LOGOUTD_STORE` names. One entry per backend; only the chosen one is loaded. */
import { type OpenedStore, StoreOpenError } from './opening.ts';

export interface StoreOptions {
  /** `strict`: a Redis whose settings may lose what was acknowledged is refused. `warn`: it is used, with a notice each. */
  readonly redisDurability: 'strict' | 'warn';
  /** Where a store that is not on this machine leaves what has to be known here. From the working directory. */
  readonly dataFolder: string;
}

const DEFAULTS: StoreOptions = { redisDurability: 'strict', dataFolder: 'data' };

interface Backend {
  readonly scheme: string;
  /** `null`: what follows the scheme does not fit the form. */
  readonly open: (rest: string, options: StoreOptions) => Promise<OpenedStore> | null;
}

const BACKENDS: readonly Backend[] = [
  {
    scheme: 'sqlite:',
    open: (path) =>
      path === '' || path.includes('\0')
        ? null
        : import('./sqlite/open.ts').then((backend) => backend.openSqliteStore(path)),
  },
  {
    scheme: 'memory:',
    open: (rest) => (rest === '' ? import('./memory.ts').then((backend) => backend.openMemoryStore()) : null),
  },
  ...['redis', 'valkey'].flatMap((name) => [redis(`${name}:`, false), redis(`${name}s:`, true)]),
];

const FORMS = 'sqlite:<path> or memory: or redis://<host>:<port> or rediss://<host>:<port>';

/**
 * Opens, and where there is none yet makes, the store. A path is taken from the working directory.
 * Rejects with `StoreOpenError`; its message never repeats the URL, which may hold a password.
 */
export async function openStore(url: string, options: Partial<StoreOptions> = {}): Promise<OpenedStore> {
  const backend = BACKENDS.find(({ scheme }) => url.startsWith(scheme));
  const opening = backend?.open(url.slice(backend.scheme.length), { ...DEFAULTS, ...options });
  if (!opening) {
    throw new StoreOpenError(
      'unknown-url',
      `LOGOUTD_STORE is not of a form that logoutd knows. Set it to ${FORMS}.`,
    );
  }
  return opening;
}

/** Redis and Valkey speak the same, and the schemes of either mean the same. */
function redis(scheme: string, secure: boolean): Backend {
  return {
    scheme,
    open: async (rest, { dataFolder, redisDurability }) => {
      const { openRedisStore } = await import('./redis/open.ts');
      return openRedisStore(rest, secure, { folder: dataFolder, durability: redisDurability });
    },
  };
}
