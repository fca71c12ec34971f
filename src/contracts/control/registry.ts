/** The operations of the control API, by the `operationId` of `openapi/control.yaml`. */
import type { operations } from '../../../generated/control.ts';
import type { About, Answer } from '../presenter.ts';
import {
  readAccountOperation,
  readTenantOperation,
  replaceAccountOperation,
  replaceTenantOperation,
} from './directory.ts';
import { readHealthOperation, readMetricsOperation, readReadinessOperation } from './health.ts';
import { type ControlOperation, problem } from './operation.ts';
import { listRevocationsOperation, revokeSessionsOperation } from './revocations.ts';
import {
  endSessionOperation,
  listSessionsOperation,
  readSessionOperation,
  registerSessionOperation,
} from './sessions.ts';
import { introspectTokenOperation, revokeTokenOperation } from './tokens.ts';

/**
 * Every operation of the document has its entry, and no other, but for `verifySession`, which is handed a request
 * that is not its own: `verify.ts`.
 */
export const controlOperations: Readonly<
  Record<Exclude<keyof operations, 'verifySession'>, ControlOperation>
> = {
  registerSession: registerSessionOperation,
  listSessions: listSessionsOperation,
  readSession: readSessionOperation,
  endSession: endSessionOperation,
  listRevocations: listRevocationsOperation,
  revokeSessions: revokeSessionsOperation,
  introspectToken: introspectTokenOperation,
  revokeToken: revokeTokenOperation,
  readAccount: readAccountOperation,
  replaceAccount: replaceAccountOperation,
  readTenant: readTenantOperation,
  replaceTenant: replaceTenantOperation,
  readHealth: readHealthOperation,
  readReadiness: readReadinessOperation,
  readMetrics: readMetricsOperation,
};

const problemAnswer = (status: number, title: string, detail: string, about: About): Answer => ({
  status,
  headers: {},
  body: { mediaType: 'application/problem+json', json: problem(status, title, detail, about) },
});

/** 405 where there is no contract's own envelope; no operation declares it. */
export const methodNotAllowed = (about: About): Answer =>
  problemAnswer(405, 'Method Not Allowed', 'This path does not support the method of the request.', about);

/** 404 for a path that no contract has. */
export const unknownPath = (about: About): Answer =>
  problemAnswer(
    404,
    'Not Found',
    'No contract has this path. Paths match exactly; GET / lists all of them.',
    about,
  );
