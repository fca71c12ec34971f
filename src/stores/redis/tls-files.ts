/** The PEM files that an address names for TLS. */
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { StoreOpenError } from '../opening.ts';
import type { RedisAddress, TlsFiles } from './address.ts';
import { fileRefused, fileUnfit } from './refusals.ts';

/** What has to be in them: Node passes over a `ca` without. */
const FORMS: readonly (readonly [name: keyof TlsFiles, form: RegExp, what: string])[] = [
  ['ca', /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/, 'certificate'],
  ['cert', /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/, 'certificate'],
  ['key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/, 'private key'],
];

/** Anew for each connection, so that a renewed certificate is taken up. */
export function readTlsFiles({ tls }: RedisAddress): TlsFiles {
  const named = Object.entries(tls ?? {}) as [string, string][];
  return Object.fromEntries(named.map(([name, path]) => [name, readFileSync(path, 'utf8')]));
}

/** `null`: they are fit to connect with, as far as can be told without a server. */
export function faultOfTlsFiles({ tls }: RedisAddress): StoreOpenError | null {
  const found: { -readonly [Name in keyof TlsFiles]: string } = {};
  for (const [name, form, what] of FORMS) {
    const path = tls?.[name];
    if (path === undefined) continue;
    try {
      found[name] = readFileSync(path, 'utf8');
    } catch (error) {
      return fileRefused(name, path, error);
    }
    if (!form.test(found[name])) return fileUnfit(`${path} as ${name}, which holds no ${what} in PEM`);
  }
  const { cert, key } = found;
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined) return fileUnfit('a key without its cert');
  if (key === undefined) return fileUnfit('a cert without its key');
  try {
    createSecureContext({ cert, key });
    return null;
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return fileUnfit(`${tls?.cert} and ${tls?.key} as cert and key, which cannot be used together (${why})`);
  }
}
