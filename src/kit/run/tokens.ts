/** Tokens by a command of the target's people. What it gives is looked at, so that no row judges another cause than its own. */
import type { Access } from '../server.ts';
import { CannotArrange, type Claims } from '../target.ts';
import { type Bounds, CommandFailed, run } from './commands.ts';

type Tokens = Pick<Access, 'token' | 'expiredToken'>;

/** @param secrets takes up what the command gives */
export function tokensBy(command: string | null, bounds: Bounds, secrets: Set<string>): Tokens {
  const ask = async (kind: 'valid' | 'expired', claims: Claims): Promise<string> => {
    if (command === null) throw new CannotArrange('It needs a token: --token-command.');
    const asked = { LOGOUTD_TOKEN_KIND: kind, LOGOUTD_TOKEN_CLAIMS: JSON.stringify(claims) };
    const token = tokenIn(await run('token', command, asked, bounds));
    secrets.add(token);
    const isLacking = lackOf(token, kind, claims);
    if (isLacking !== null) throw new CannotArrange(isLacking);
    return token;
  };
  return {
    token: (claims = {}) => ask('valid', claims),
    expiredToken: (claims = {}) => ask('expired', claims),
  };
}

function tokenIn(printed: string): string {
  if (printed === '') throw new CommandFailed('token', 'printed nothing.');
  const lines = printed.split('\n').length;
  if (lines > 1) throw new CommandFailed('token', `printed ${lines} lines, not a token alone.`);
  if (/^[\x21-\x7e]+$/.test(printed)) return printed;
  throw new CommandFailed(
    'token',
    'printed what no header can carry: a token is of visible ASCII characters.',
  );
}

/** What the token does not say and the row is about, as a sentence; `null`: it will do. */
function lackOf(token: string, kind: 'valid' | 'expired', claims: Claims): string | null {
  const wanted = Object.entries(claims);
  if (kind === 'valid' && wanted.length === 0) return null;
  const payload = payloadOf(token);
  if (payload === null)
    return 'The token command gives no JWT, so that nobody sees here what its token says.';
  const missing = wanted.filter(([name, value]) => (payload[name] ?? null) !== value);
  if (missing.length > 0) {
    const names = missing.map(([name, value]) =>
      value === null ? `without ${name}` : `with the ${name} asked for`,
    );
    return `The token command gives no token ${names.join(' and ')}.`;
  }
  const isExpired = Number(payload['exp']) * 1000 < Date.now();
  return kind === 'expired' && !isExpired ? 'The token command gives no expired token.' : null;
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
