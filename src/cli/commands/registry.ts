/** Every command, in the order of the help. Another one is a file of its own and a line here. */
import type { Define } from '../command.ts';
import { accounts } from './accounts/accounts.ts';
import { backup } from './backup.ts';
import { doctor } from './doctor.ts';
import { log } from './log.ts';
import { migrate } from './migrate.ts';
import { revoke } from './revoke.ts';
import { serve } from './serve.ts';
import { sessions } from './sessions/sessions.ts';
import { tenants } from './tenants/tenants.ts';
import { token } from './token.ts';

export const commands: readonly Define[] = [
  serve,
  token,
  sessions,
  revoke,
  accounts,
  tenants,
  log,
  backup,
  migrate,
  doctor,
];
