/** Which server is asked, and with which key. */
import { readFileSync } from 'node:fs';
import {
  DEVELOPMENT_SECRETS_FILE,
  DevelopmentSecretsError,
  readDevelopmentSecrets,
} from '../../config/development.ts';
import { type Environment, isLoopback, text } from '../../config/read.ts';
import { whyUnreadable } from '../../config/unreadable.ts';
import { EXIT, type ExitStatus, Failure } from '../exit.ts';

export interface Target {
  /** Without a slash at its end. */
  readonly url: string;
  /** `null`: none was found. */
  readonly key: Key | null;
}

export interface Key {
  readonly value: string;
  /** Where it was found, for people. */
  readonly source: string;
}

const DEFAULT_PORT = '4000';

/** @throws {Failure} */
export function targetOf(
  given: { readonly url?: string; readonly keyFile?: string },
  env: Environment,
): Target {
  const url = urlOf(given.url, env);
  return { url: url.href.replace(/\/+$/, ''), key: keyOf(given.keyFile, env, url) };
}

function urlOf(given: string | undefined, env: Environment): URL {
  if (given !== undefined) return readUrl('--url', given, EXIT.usage);
  const set = text(env, 'LOGOUTD_URL');
  if (set !== null) return readUrl('LOGOUTD_URL', set, EXIT.configuration);
  const port = text(env, 'PORT') ?? DEFAULT_PORT;
  if (/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65535) return new URL(`http://127.0.0.1:${port}`);
  const problem = port === '0' ? 'is 0, which is any free port' : 'is no port';
  throw new Failure(EXIT.configuration, `PORT ${problem}: say by --url or LOGOUTD_URL where the server is.`);
}

function readUrl(name: string, value: string, status: ExitStatus): URL {
  const refuse = (problem: string): Failure => new Failure(status, `${name} ${problem}`);
  if (!/^https?:\/\//i.test(value)) {
    const hint = isBareAddress(value) ? ` Did you mean http://${value}?` : '';
    throw refuse(`has to begin with http:// or https://.${hint}`);
  }
  if (!URL.canParse(value)) throw refuse('is not a URL.');
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') {
    throw refuse('must not hold a user or a password: a key goes into LOGOUTD_KEY.');
  }
  if (url.search !== '' || url.hash !== '') throw refuse('must end with its path: nothing after ? or #.');
  return url;
}

/** A host, port and path alone: what has another scheme is no slip, and what has more may hold a password or a key. */
const isBareAddress = (value: string): boolean =>
  /^[\w.[\]:-]+(?:\/[\w./-]*)?$/.test(value) && !value.includes('//') && URL.canParse(`http://${value}`);

function keyOf(file: string | undefined, env: Environment, url: URL): Key | null {
  if (file !== undefined) return readable({ value: fileContent(file), source: file });
  for (const name of ['LOGOUTD_KEY', 'LOGOUTD_ADMIN_KEY']) {
    const value = text(env, name);
    if (value !== null) return readable({ value, source: name });
  }
  // A made-up key is known to servers of this machine only.
  return isLoopback(url.hostname.replace(/^\[|\]$/g, '')) ? developmentKey() : null;
}

function fileContent(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Failure(EXIT.configuration, `the key file ${file} cannot be read: ${whyUnreadable(error)}.`);
  }
}

function readable(key: Key): Key {
  if (/^[\x21-\x7e]+$/.test(key.value)) return key;
  const problem = key.value === '' ? 'is empty' : 'holds no key: one is printable ASCII without spaces';
  throw new Failure(EXIT.configuration, `${key.source} ${problem}.`);
}

function developmentKey(): Key | null {
  try {
    const secrets = readDevelopmentSecrets();
    return secrets && { value: secrets.adminKey, source: DEVELOPMENT_SECRETS_FILE };
  } catch (error) {
    if (error instanceof DevelopmentSecretsError) throw new Failure(EXIT.configuration, error.message);
    return null;
  }
}
