/** Every logout contract that this server speaks. A new one is a line here. */
import type { ContractSettings, LogoutContract } from './contract.ts';
import { gsm } from './gsm.ts';
import { platform } from './platform.ts';
import { session } from './session.ts';
import { storefront } from './storefront.ts';
import { tenant } from './tenant.ts';

export const logoutContracts = (settings: ContractSettings): readonly LogoutContract[] => [
  platform,
  gsm(settings.gsmCookie),
  tenant(settings.tenantLogout),
  session,
  storefront(settings.storefrontCookie),
];
