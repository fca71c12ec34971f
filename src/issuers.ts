/** The configured issuers as the control API and the edge see them. */
import { createSecretKey } from 'node:crypto';
import type { KnownIssuer } from './contracts/control/operation.ts';
import { sessionNameOf } from './sessions/identity.ts';
import type { IssuerSettings } from './tokens/issuer.ts';
import { mintToken } from './tokens/mint.ts';

export function knownIssuers(issuers: readonly IssuerSettings[]): ReadonlyMap<string, KnownIssuer> {
  return new Map(issuers.map((issuer) => [issuer.name, knownIssuer(issuer)]));
}

function knownIssuer(issuer: IssuerSettings): KnownIssuer {
  const signing = issuer.algorithms.includes('HS256')
    ? issuer.keys.find((key) => key.kind === 'secret')
    : undefined;
  const secret = signing && createSecretKey(signing.secret);
  return {
    name: issuer.name,
    maxLifetimeMs: issuer.maxLifetimeSeconds * 1000,
    signingKeyId: signing?.kid ?? null,
    speaksFor: (tenant) => issuer.tenants === null || issuer.tenants.includes(tenant),
    mint: ({ sessionId, ...order }) => {
      const name = sessionNameOf(sessionId);
      if (secret === undefined || name === null || name.by === 'token') return null;
      return mintToken({
        ...order,
        secret,
        kid: signing?.kid ?? null,
        iss: issuer.iss,
        audience: issuer.aud?.[0] ?? null,
        claims: issuer.claims,
        ...(name.by === 'sid' ? { sid: name.value } : { jti: name.value }),
      });
    },
  };
}
