/** A verifier whose one issuer has its keys at such a server, on a clock that passes when told. */
import type { KeyObject } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';
import { createTokenVerifier } from '../../../src/tokens/verifier.ts';
import { claims, craft, issuer, NOW, NOW_MS, rsa, signing } from './crafted.ts';
import { type JwksServer, jwk, jwksServer } from './jwks-server.ts';

export const MINUTE = 60_000;
export const [first, second] = [rsa(), rsa()];

/** Claims that outlast the days that pass here. */
export const far = claims({ exp: NOW + 20 * 86_400 });

export const token = (key: KeyObject, kid?: string) =>
  craft({ alg: 'RS256', ...(kid ? { kid } : {}) }, far, signing('RS256', key));
export const byFirst = token(first.privateKey, 'k1');
export const bySecond = token(second.privateKey, 'k2');

export const setOf = (...keys: readonly object[]) => ({ keys });
export const one = setOf(jwk(first.publicKey, 'k1'));
export const two = setOf(jwk(second.publicKey, 'k2'));

export async function serving(answer: RequestListener | object): Promise<JwksServer> {
  const server = await jwksServer(answer);
  onTestFinished(() => server.stop());
  return server;
}

export async function verifying(server: JwksServer, fetchTimeoutMs = 5_000) {
  let nowMs = NOW_MS;
  const failures: unknown[] = [];
  const keys = [{ kind: 'jwks-url', url: server.url }] as const;
  const verifier = await createTokenVerifier([issuer({ algorithms: ['RS256', 'ES256'], keys })], {
    now: () => nowMs,
    fetchTimeoutMs,
    onFetchFailed: (name, error) => failures.push([name, String(error)]),
  });
  onTestFinished(() => verifier.close());
  return {
    ...verifier,
    failures,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}
