/** Outside production a missing secret or key is made once, and kept where only its owner can read it. */
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

export interface DevelopmentSecrets {
  readonly jwtSecret: string;
  readonly adminKey: string;
  readonly checkKey: string;
}
/** 256 bits in base64url. */
const SECRET_LENGTH = 43;

/** From the working folder. */
export const DEVELOPMENT_SECRETS_FILE = 'data/development-secrets.json';

/** A problem of the file, in words that say what to do. */
export class DevelopmentSecretsError extends Error {
  override readonly name = 'DevelopmentSecretsError';
}

/** Reads the file, or makes it. @throws {DevelopmentSecretsError} */
export function developmentSecrets(path: string = DEVELOPMENT_SECRETS_FILE): DevelopmentSecrets {
  try {
    const found = readDevelopmentSecrets(path);
    if (found !== null && othersMayRead(path)) chmodSync(path, 0o600);
    return found ?? make(path);
  } catch (error) {
    if (error instanceof DevelopmentSecretsError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new DevelopmentSecretsError(
      `${path} cannot be read or made (${code}). Make ${dirname(resolve(path))} a folder that this user can write, or set LOGOUTD_JWT_SECRET and LOGOUTD_ADMIN_KEY.`,
    );
  }
}

/**
 * `null`: there is no such file. Changes nothing.
 * @throws {DevelopmentSecretsError} when it is damaged, and what the file system throws
 */
export function readDevelopmentSecrets(path: string = DEVELOPMENT_SECRETS_FILE): DevelopmentSecrets | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const parsed = parse(text);
  if (parsed !== null) return parsed;
  throw new DevelopmentSecretsError(
    `${path} is damaged. Delete it: new secrets are made at the next start, and tokens made with the old ones stop working.`,
  );
}

export const othersMayRead = (path: string): boolean => (statSync(path).mode & 0o077) !== 0;

/** Whole or not at all, and the first of several processes wins. */
function make(path: string): DevelopmentSecrets {
  const fresh = () => randomBytes(32).toString('base64url');
  const made = { jwtSecret: fresh(), adminKey: fresh(), checkKey: fresh() };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readDevelopmentSecrets(path) ?? made;
  } finally {
    rmSync(draft, { force: true });
  }
}

function parse(text: string): DevelopmentSecrets | null {
  try {
    const { jwtSecret, adminKey, checkKey } = JSON.parse(text) as DevelopmentSecrets;
    return [jwtSecret, adminKey, checkKey].every(isSecret) ? { jwtSecret, adminKey, checkKey } : null;
  } catch {
    return null;
  }
}

const isSecret = (value: unknown): boolean => typeof value === 'string' && value.length >= SECRET_LENGTH;
