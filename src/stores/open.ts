/** Opens the store that `LOGOUTD_STORE` names. One entry per backend; only the chosen one is loaded. */
import { type OpenedStore, StoreOpenError } from './opening.ts';

interface Backend {
  readonly scheme: string;
  /** The form of its URLs, for people. */
  readonly form: string;
  /** What opens it; `null`: what follows the scheme does not fit the form. */
  readonly opener: (rest: string) => (() => Promise<OpenedStore>) | null;
}

const BACKENDS: readonly Backend[] = [
  {
    scheme: 'sqlite:',
    form: 'sqlite:<path>',
    opener: (path) =>
      path === '' || path.includes('\0')
        ? null
        : () => import('./sqlite/open.ts').then((backend) => backend.openSqliteStore(path)),
  },
  {
    scheme: 'memory:',
    form: 'memory:',
    opener: (rest) =>
      rest === '' ? () => import('./memory.ts').then((backend) => backend.openMemoryStore()) : null,
  },
];

const PLANNED = ['redis:', 'rediss:', 'valkey:', 'valkeys:'];
const FORMS = BACKENDS.map(({ form }) => form).join(' or ');

/**
 * Opens, and where there is none yet makes, the store. A path is taken from the working directory.
 * Rejects with `StoreOpenError`; its message never repeats the URL, which may hold a password.
 */
export async function openStore(url: string): Promise<OpenedStore> {
  return openerOf(url)();
}

/** Opens nothing yet. @throws {StoreOpenError} where the URL is of no form that can be opened */
export function openerOf(url: string): () => Promise<OpenedStore> {
  const planned = PLANNED.find((scheme) => url.startsWith(scheme));
  if (planned !== undefined) {
    throw new StoreOpenError(
      'unsupported',
      `LOGOUTD_STORE begins with ${planned}, but this version has no such store yet. Set it to ${FORMS}.`,
    );
  }
  const backend = BACKENDS.find(({ scheme }) => url.startsWith(scheme));
  const opener = backend?.opener(url.slice(backend.scheme.length));
  if (!opener) {
    throw new StoreOpenError(
      'unknown-url',
      `LOGOUTD_STORE is not of a form that logoutd knows. Set it to ${FORMS}.`,
    );
  }
  return opener;
}
