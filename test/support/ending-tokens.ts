/** The tokens that ways of ending are tried on. */
import { isActive } from './checks.ts';
import { SECRET } from './server.ts';
import { nowSeconds, token } from './tokens.ts';

/** All but the stranger's are of one user. */
export interface Tokens {
  readonly mine: string;
  /** Of the same session, and never sent before the end. */
  readonly renewed: string;
  /** Of another session of the user. */
  readonly other: string;
  /** Of a session that nobody has heard of before the end. */
  readonly unseen: string;
  /** Of another user in another tenant. */
  readonly stranger: string;
}
export type Whose = keyof Tokens;

/** By what the tokens of the user are signed. */
export interface Signer {
  readonly secret: string;
  readonly kid?: string;
}

/** All of them, those that are to have been seen found active. */
export async function endingTokens(
  server: { readonly port: number },
  user: string,
  { secret, kid }: Signer = { secret: SECRET },
): Promise<Tokens> {
  const iat = nowSeconds() - 100;
  const make = (claims: object) =>
    token(
      { sub: user, tid: user, iat, exp: iat + 3600, ...claims },
      secret,
      kid === undefined ? {} : { kid },
    );
  const tokens = {
    mine: make({ sid: `${user}-mine` }),
    renewed: make({ sid: `${user}-mine`, exp: iat + 7200 }),
    other: make({ sid: `${user}-other` }),
    unseen: make({ sid: `${user}-unseen` }),
    stranger: token({ sub: `${user}-stranger`, tid: `${user}-strangers`, iat }),
  };
  for (const whose of ['mine', 'other', 'stranger'] as const) {
    if (!(await isActive(server, tokens[whose]))) throw new Error(`${whose} of ${user} was never active`);
  }
  return tokens;
}
