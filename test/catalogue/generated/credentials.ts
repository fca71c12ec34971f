/** Credentials as generated: good ones, ended ones, and what is made of those that nobody may use. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { ADMIN_KEY, CHECK_KEY, SECRET } from '../../support/server.ts';
import { nowSeconds } from '../../support/tokens.ts';

/** A token that no answer, log line or effect may be due to: its sessions are watched. */
export interface Victim {
  readonly subject: string;
  readonly sessionId: string;
  readonly token: string;
}

export type Credential =
  /** Good for its first use; of few numbers, so that many have ended. */
  | { readonly kind: 'token'; readonly user: number; readonly session: number }
  /** A watched one with a character other, more or less. */
  | {
      readonly kind: 'mutated';
      readonly victim: number;
      readonly at: number;
      readonly piece: string;
      readonly cut: number;
    }
  | { readonly kind: 'expired' | 'other secret'; readonly user: number }
  | { readonly kind: 'admin key' | 'check key' }
  | { readonly kind: 'text'; readonly text: string };

/** Stands in whatever is made up, so that it can be found where it should not be. No name of ours is like it. */
export const MARK = 'zq~j';

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const HEADER = encoded({ alg: 'HS256', typ: 'JWT' });

/** By hand: a library takes ten times as long, and there are tens of thousands. */
function signed(claims: Readonly<Record<string, unknown>>, secret = SECRET): string {
  const signedPart = `${HEADER}.${encoded(claims)}`;
  return `${signedPart}.${createHmac('sha256', secret).update(signedPart).digest('base64url')}`;
}

const iat = nowSeconds();
const exp = iat + 86_400;
const known = new Map<string, string>();

/** The text of a credential, the same each time. */
export function textOf(credential: Credential, victims: readonly Victim[]): string {
  const key = JSON.stringify(credential);
  const text = known.get(key) ?? make(credential, victims);
  if (known.size < 20_000) known.set(key, text);
  return text;
}

function make(credential: Credential, victims: readonly Victim[]): string {
  switch (credential.kind) {
    case 'token': {
      const { user, session } = credential;
      const tid = session % 3 === 0 ? undefined : 'store-1';
      return signed({ sub: `user-${user}`, sid: `generated-${session}`, tid, iat, exp });
    }
    case 'mutated': {
      const original = victims[credential.victim % victims.length]?.token ?? '';
      const at = credential.at % original.length;
      const changed = original.slice(0, at) + credential.piece + original.slice(at + credential.cut);
      // White space around it is none of it.
      return changed.trim() === original ? `${original}x` : changed;
    }
    case 'expired':
      return signed({ sub: `user-${credential.user}`, iat: iat - 7200, exp: iat - 3600 });
    case 'other secret':
      return signed({ sub: `user-${credential.user}`, iat, exp }, 'another-secret-of-32-bytes-or-more-0123');
    case 'admin key':
      return ADMIN_KEY;
    case 'check key':
      return CHECK_KEY;
    case 'text':
      return credential.text;
  }
}

const user = fc.nat(8);
const fresh = fc.record({ kind: fc.constant('token' as const), user, session: fc.nat(1_000_000) });
const used = fc.record({ kind: fc.constant('token' as const), user, session: fc.nat(200) });
const mutated = fc.record({
  kind: fc.constant('mutated' as const),
  victim: fc.nat(4),
  at: fc.nat(400),
  piece: fc.constantFrom('', 'A', 'a', '0', '-', '_', '.', '=', ' ', '%', '\t', '\u00e9', 'AA'),
  cut: fc.nat(2),
});
const refused = fc.oneof(
  mutated,
  fc.record({ kind: fc.constantFrom('expired' as const, 'other secret' as const), user }),
  fc.record({
    kind: fc.constant('text' as const),
    text: fc.constantFrom(
      '',
      MARK,
      `${MARK}.${MARK}.${MARK}`,
      'null',
      `e30.e30.`,
      `${MARK},${MARK}`,
      '"',
      `${MARK} ${MARK}`,
    ),
  }),
);

export const tokens: fc.Arbitrary<Credential> = fc.oneof(
  { weight: 6, arbitrary: fresh },
  { weight: 3, arbitrary: used },
  { weight: 3, arbitrary: refused },
);
export const keys: fc.Arbitrary<Credential> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ kind: 'admin key' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'check key' as const }) },
  { weight: 1, arbitrary: fc.oneof(fresh, refused) },
);
