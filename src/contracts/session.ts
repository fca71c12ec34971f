/** session: `POST /api/auth/logout` (`sessionLogout`). It speaks Spanish. */
import type { operations } from '../../generated/session.ts';
import type { LogoutOutcome } from '../sessions/outcome.ts';
import { bearerChallenge } from './challenge.ts';
import { type AsksNothing, json, type LogoutContract } from './contract.ts';
import { presenter, sayer } from './presenter.ts';

type Op = operations['sessionLogout'];
const say = sayer<Op>();

const present = presenter<Op, LogoutOutcome, AsksNothing>()({
  'logged-out': () => say(200, { success: true, message: 'Sesión cerrada exitosamente', data: null }),
  unauthenticated: (outcome) =>
    say(401, { success: false, message: 'Token no proporcionado o inválido' }, bearerChallenge(outcome)),
  'too-many-requests': () => say(429, { success: false, message: 'Demasiadas solicitudes' }),
  fault: () => say(500, { success: false, message: 'Error interno del servidor' }),
});

export const session: LogoutContract = {
  name: 'session',
  credentials: [{ kind: 'bearer' }],
  accompanyingCookie: null,
  cookie: null,
  tenantHeader: null,
  needsTenant: false,
  rules: {
    effect: 'revoke',
    repeatable: true,
    needsSubject: false,
    asksActiveAccount: false,
    asksCapability: false,
    asksRegisteredAccount: false,
  },
  readRequest: null,
  present,
  methodNotAllowed: () => json(405, { success: false, message: 'Método no permitido' }),
};
