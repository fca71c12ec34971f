/** Settings of the contracts, unlike the defaults where that can be seen. */
import type { ContractSettings, CookieSettings } from '../../../src/contracts/contract.ts';

export const cookie = (name: string): CookieSettings => ({
  name,
  path: '/',
  domain: null,
  secure: true,
  sameSite: 'lax',
  httpOnly: true,
  partitioned: false,
});

export const settings: ContractSettings = {
  tenantLogout: 'mark',
  gsmCookie: cookie('gsm_token'),
  storefrontCookie: cookie('refresh_token'),
};
