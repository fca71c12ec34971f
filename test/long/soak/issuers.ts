/** The issuers of the soak, whose tokens live so briefly that what they ended is forgotten while it runs. */
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import jsonwebtoken from 'jsonwebtoken';
import { SECRET } from '../../support/server.ts';
import type { Chance } from '../random.ts';

const MAX_LIFETIME_SECONDS = 120;
/** Tenant and store at once, so that every contract takes every token. */
export const TENANT = 'store-1';

export interface Token {
  readonly text: string;
  readonly issuer: string;
  readonly subject: string;
  readonly sid: string;
  readonly expiresAtMs: number;
}

export interface Issuers {
  /** For `LOGOUTD_CONFIG`. */
  readonly configFile: string;
  /** A valid token of a new session; `liveSeconds` may be negative. */
  issue(subject: string, liveSeconds?: number): Token;
  /** Like a valid one, but signed by somebody else. */
  forged(): string;
}

export function makeIssuers(folder: string, random: Chance): Issuers {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  writeFileSync(join(folder, 'soak.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  const issuer = (name: string, algorithm: string, key: object) => ({
    name,
    iss: name,
    algorithms: [algorithm],
    keys: [key],
    maxLifetimeSeconds: MAX_LIFETIME_SECONDS,
  });
  const configFile = join(folder, 'logoutd.json');
  const issuers = [
    issuer('shared', 'HS256', { secretEnv: 'LOGOUTD_JWT_SECRET' }),
    issuer('curve', 'ES256', { pemFile: 'soak.pem' }),
  ];
  writeFileSync(configFile, JSON.stringify({ issuers }));

  const sign = (iss: string, subject: string, key: string | KeyObject, liveSeconds: number): Token => {
    const iat = Math.floor(Date.now() / 1000) + Math.min(0, liveSeconds - 1);
    const exp = Math.floor(Date.now() / 1000) + liveSeconds;
    const sid = randomUUID();
    const claims = { iss, sub: subject, sid, tid: TENANT, email: `${subject}@example.com`, iat, exp };
    const text = jsonwebtoken.sign(claims, key, { algorithm: typeof key === 'string' ? 'HS256' : 'ES256' });
    return { text, issuer: iss, subject, sid, expiresAtMs: exp * 1000 };
  };
  return {
    configFile,
    issue: (subject, liveSeconds = 20 + random.below(90)) =>
      random.below(10) === 0
        ? sign('curve', subject, privateKey, liveSeconds)
        : sign('shared', subject, SECRET, liveSeconds),
    forged: () => sign('curve', 'nobody', stranger, 60).text,
  };
}
