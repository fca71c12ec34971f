/** What the programs in the folders beside this file print. */
import type { Contract } from '../../scripts/clients/languages.ts';

export interface Said {
  readonly success: { readonly status: number; readonly says: string };
  readonly error: { readonly status: number; readonly says: string };
}

const logout = (success: string, error: string): Said => ({
  success: { status: 200, says: success },
  error: { status: 401, says: error },
});

export const said: Readonly<Record<Contract | 'rust', Said>> = {
  platform: logout('Logged out successfully', '401 UNAUTHORIZED Invalid, expired or missing bearer token'),
  gsm: logout('Logged out successfully.', '401 Unauthorized'),
  tenant: logout('true', '401 UNAUTHORIZED Unauthorized'),
  session: logout('Sesión cerrada exitosamente', '401 Token no proporcionado o inválido'),
  storefront: logout('Logout Success ada@example.com', '401 UnauthorizedException Unauthorized'),
  control: {
    success: { status: 204, says: 'ended admin' },
    error: { status: 404, says: '404 Not Found No session of this issuer has this id.' },
  },
  // Its models have enums of their own, where others have strings.
  rust: logout('LoggedOutSuccessfully', '401 Unauthorized InvalidCommaExpiredOrMissingBearerToken'),
};
