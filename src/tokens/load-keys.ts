/** Loads an issuer's keys at start, and refuses those that could not be trusted. */
import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IssuerSettings, KeySource } from './issuer.ts';
import { membersOf, readJwk } from './jwk.ts';
import { algorithmsOf, KeyError, type VerificationKey } from './key.ts';
import { isPublished } from './published-secrets.ts';

export interface IssuerKeys {
  /** Those at hand from the start to the end. */
  readonly fixed: readonly VerificationKey[];
  /** JWK sets still to be fetched. */
  readonly urls: readonly URL[];
}

type Refuse = (problem: string) => KeyError;

/** @throws {KeyError} naming the issuer, the source and what to do. */
export async function loadKeys(issuer: IssuerSettings): Promise<IssuerKeys> {
  const fixed: VerificationKey[] = [];
  const urls: URL[] = [];
  if (issuer.keys.length === 0) throw new KeyError(issuer.name, 'keys', 'there are none');
  for (const [index, source] of issuer.keys.entries()) {
    const refuse: Refuse = (problem) =>
      new KeyError(issuer.name, `key ${index + 1} (${source.kind})`, problem);
    if (source.kind === 'jwks-url') urls.push(checkedUrl(source.url, issuer, refuse));
    else fixed.push(...(await loadFixed(source, issuer, refuse)));
  }
  return { fixed, urls };
}

async function loadFixed(
  source: Exclude<KeySource, { kind: 'jwks-url' }>,
  issuer: IssuerSettings,
  refuse: Refuse,
): Promise<readonly VerificationKey[]> {
  if (source.kind === 'jwks-file') return readSet(source.path, issuer, refuse);
  const key = source.kind === 'secret' ? secretKey(source.secret, refuse) : pemKey(source.pem, refuse);
  const fitting = algorithmsOf(key);
  if (typeof fitting === 'string') throw refuse(fitting);
  const algorithms = issuer.algorithms.filter((algorithm) => fitting.includes(algorithm));
  if (algorithms.length === 0) {
    throw refuse(`it is for ${fitting.join(', ')}, and the issuer uses ${issuer.algorithms.join(', ')} only`);
  }
  return [{ kid: source.kid ?? null, key, algorithms }];
}

function secretKey(secret: Buffer, refuse: Refuse): KeyObject {
  if (secret.includes('-----BEGIN ')) throw refuse('a PEM is no shared secret; give it as a key of kind pem');
  if (isPublished(secret)) throw refuse('this secret stands in public documentation; make one of your own');
  return createSecretKey(secret);
}

function pemKey(pem: string, refuse: Refuse): KeyObject {
  const blocks = pem.match(/-----BEGIN [^-]*-----/g) ?? [];
  if (blocks.some((label) => label.includes('PRIVATE KEY'))) {
    throw refuse(
      'it is a private key; give the public key (openssl pkey -pubout), and keep this one away from here',
    );
  }
  if (blocks.length !== 1)
    throw refuse(`it holds ${blocks.length} PEM blocks; give each key as an entry of its own`);
  try {
    return createPublicKey(pem);
  } catch {
    throw refuse('it cannot be read as a public key in PEM');
  }
}

async function readSet(
  path: string,
  issuer: IssuerSettings,
  refuse: Refuse,
): Promise<readonly VerificationKey[]> {
  const members = membersOf(await readJson(path, refuse));
  if (typeof members === 'string') throw refuse(`${path}: ${members}`);
  const keys: VerificationKey[] = [];
  for (const [index, member] of members.entries()) {
    const reading = readJwk(member, issuer.algorithms);
    if ('refused' in reading) throw refuse(`${path}, member ${index + 1}: ${reading.refused}`);
    if ('key' in reading) keys.push(reading.key);
  }
  if (keys.length === 0) throw refuse(`${path} has no key for ${issuer.algorithms.join(', ')}`);
  return keys;
}

async function readJson(path: string, refuse: Refuse): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw refuse(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(`${path} is not JSON`);
  }
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

function checkedUrl(url: URL, issuer: IssuerSettings, refuse: Refuse): URL {
  const shown = `${url.protocol}//${url.host}${url.pathname}`;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
    throw refuse(`${shown} is not https (http is for loopback hosts only)`);
  }
  if (url.username !== '' || url.password !== '') throw refuse(`${shown} carries a user name or password`);
  if (issuer.algorithms.every((algorithm) => algorithm.startsWith('HS'))) {
    throw refuse(`a JWK set holds no secrets, and the issuer uses ${issuer.algorithms.join(', ')} only`);
  }
  return url;
}
