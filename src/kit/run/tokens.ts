/** Tokens by a command of the target's people. What it gives is looked at, so that no row judges another cause than its own. */
import type { Access } from '../server.ts';
import { CannotArrange, type Claims } from '../target.ts';
import { run } from './commands.ts';

type Tokens = Pick<Access, 'token' | 'expiredToken'>;

export function tokensBy(command: string | null): Tokens {
  const ask = async (kind: 'valid' | 'expired', claims: Claims): Promise<string> => {
    if (command === null) throw new CannotArrange('It needs a token: --token-command.');
    const token = await run(command, {
      LOGOUTD_TOKEN_KIND: kind,
      LOGOUTD_TOKEN_CLAIMS: JSON.stringify(claims),
    }).catch((error: Error) => {
      throw new CannotArrange(`The token command failed: ${error.message}.`);
    });
    if (token === '') throw new CannotArrange('The token command printed nothing.');
    const payload = payloadOf(token);
    const missing = Object.entries(claims).filter(([name, value]) => (payload?.[name] ?? null) !== value);
    if (missing.length > 0) {
      const names = missing.map(([name, value]) =>
        value === null ? `without ${name}` : `with the ${name} asked for`,
      );
      throw new CannotArrange(`The token command gives no token ${names.join(' and ')}.`);
    }
    if (kind === 'expired' && !(Number(payload?.['exp']) * 1000 < Date.now())) {
      throw new CannotArrange('The token command gives no expired token.');
    }
    return token;
  };
  return {
    token: (claims = {}) => ask('valid', claims),
    expiredToken: (claims = {}) => ask('expired', claims),
  };
}

/** `null`: it is no JWT, and nobody but its issuer knows what it says. */
function payloadOf(token: string): Readonly<Record<string, unknown>> | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof payload === 'object' && payload !== null ? { ...payload } : null;
  } catch {
    return null;
  }
}
