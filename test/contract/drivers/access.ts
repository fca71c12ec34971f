/** How this suite gets into the servers that it starts: their secret is its own. */
import type { Access } from '../../../src/kit/server.ts';
import { CannotArrange, type Claims } from '../../../src/kit/target.ts';
import { ADMIN_KEY, CHECK_KEY } from '../../support/server.ts';
import { nowSeconds, token } from '../../support/tokens.ts';

const spelled = ({ sub, ...claims }: Claims) => ({
  ...claims,
  ...(sub === undefined ? {} : { sub: sub ?? undefined }),
});

export const access: Access = {
  token: async (claims = {}) => token(spelled(claims)),
  expiredToken: async (claims = {}) =>
    token({ iat: nowSeconds() - 7200, exp: nowSeconds() - 3600, ...spelled(claims) }),
  key: (role) => ({ admin: ADMIN_KEY, check: CHECK_KEY })[role],
  trimmedCursor: () => {
    throw new CannotArrange('Its log is whole.');
  },
  permitted: 1,
};
