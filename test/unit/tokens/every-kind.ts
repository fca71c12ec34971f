/** One issuer with a key of every kind, as the guard knows it and as the model does; and keys that are not its own. */
import type { Algorithm, IssuerSettings } from '../../../src/tokens/issuer.ts';
import { ec, ed25519, hmac, issuer, NOW_MS, pem, rsa, SECRET, signing } from './crafted.ts';
import type { ModelKey, Modelled } from './model.ts';

const asymmetric = {
  RS256: [rsa(), rsa()],
  PS256: [rsa(), rsa()],
  ES256: [ec('prime256v1'), ec('prime256v1')],
  ES512: [ec('secp521r1'), ec('secp521r1')],
  EdDSA: [ed25519(), ed25519()],
} as const;
type Asymmetric = keyof typeof asymmetric;
const names = Object.keys(asymmetric) as readonly Asymmetric[];
export const kinds = ['HS256', ...names] as const;
export type Kind = (typeof kinds)[number];

/** Half of the keys have a name. */
const kidOf = (alg: Kind): { readonly kid?: string } =>
  ['ES256', 'PS256', 'EdDSA'].includes(alg) ? { kid: alg } : {};

export function everyKind(more: Partial<IssuerSettings> = {}): IssuerSettings {
  const keys = names.map(
    (alg) => ({ kind: 'pem', pem: pem(asymmetric[alg][0].publicKey), ...kidOf(alg) }) as const,
  );
  return issuer({ algorithms: kinds, keys: [{ kind: 'secret', secret: SECRET }, ...keys], ...more });
}

/** An RSA key serves both of its families, where the issuer uses both. */
const served = (alg: Asymmetric): readonly Algorithm[] => (/^[RP]S/.test(alg) ? ['RS256', 'PS256'] : [alg]);

export const modelled: Modelled = {
  nowMs: NOW_MS,
  maxLifetimeSeconds: issuer().maxLifetimeSeconds,
  keys: [
    { alg: 'HS256', kid: null, key: SECRET },
    ...names.flatMap((by) =>
      served(by).map(
        (alg): ModelKey => ({ alg, kid: kidOf(by).kid ?? null, key: asymmetric[by][0].publicKey }),
      ),
    ),
  ],
};

/** Signs as the algorithm does, with the issuer's key or with somebody else's of the same kind. */
export function signerOf(alg: Kind, whose: 'own' | 'foreign'): (input: string) => Buffer {
  if (alg === 'HS256') return hmac(whose === 'own' ? SECRET : Buffer.alloc(32, 7));
  return signing(alg, asymmetric[alg][whose === 'own' ? 0 : 1].privateKey);
}
