/** The guard of the JOSE header (RFC 7515, section 4; RFC 8725, sections 3.1, 3.2, 3.10 and 3.11). */
import type { TokenRefusal } from '../sessions/outcome.ts';
import { type JsonObject, own } from './compact.ts';
import { ALGORITHMS, type Algorithm } from './issuer.ts';

export interface TokenHeader {
  readonly alg: Algorithm;
  readonly kid: string | null;
}

const MAX_KID_LENGTH = 255;
const TYPE = /^(?:application\/)?(?:jwt|at\+jwt)$/i;

/**
 * Nothing in a header brings a key: `jku`, `jwk`, `x5u` and `x5c` are not read. No extension is understood, so
 * any `crit` is refused (RFC 7515, section 4.1.11), and `b64` (RFC 7797) also without it.
 */
export function guardHeader(header: JsonObject): TokenHeader | TokenRefusal {
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) return 'critical_header';
  const alg = own(header, 'alg');
  if (!isAlgorithm(alg)) return 'algorithm_refused';
  const typ = own(header, 'typ');
  if (typ !== undefined && !(typeof typ === 'string' && TYPE.test(typ))) return 'type_refused';
  const kid = own(header, 'kid');
  if (kid === undefined) return { alg, kid: null };
  if (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH) return 'malformed';
  return { alg, kid };
}

function isAlgorithm(value: unknown): value is Algorithm {
  return ALGORITHMS.some((algorithm) => algorithm === value);
}
