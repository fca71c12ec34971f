/** The one table of scenarios: every row of every contract. */
import type { Scenario } from '../scenario.ts';
import { checks } from './control/checks.ts';
import { directory } from './control/directory.ts';
import { revocations } from './control/revocations.ts';
import { service } from './control/service.ts';
import { sessions } from './control/sessions.ts';
import { gsm } from './gsm.ts';
import { platform } from './platform.ts';
import { session } from './session.ts';
import { storefront } from './storefront.ts';
import { tenant } from './tenant.ts';

export const scenarios: readonly Scenario[] = [
  ...platform,
  ...gsm,
  ...tenant,
  ...session,
  ...storefront,
  ...sessions,
  ...revocations,
  ...checks,
  ...directory,
  ...service,
];
