/** What the rows of the control API have in common: media types, problem documents, refused keys, failing stores. */
import type { Service } from '../../drivers/service.ts';
import { type Condition, rowsOf } from '../../scenario.ts';
import type { Ask } from '../../send.ts';
import { requestId, sentence, type Varying } from '../../varying.ts';
import { admin, check, JSON_TYPE, PROBLEM_TYPE } from '../arrange.ts';

export const controlRows = rowsOf('control', (status) => (status >= 400 ? PROBLEM_TYPE : JSON_TYPE));

/** A problem's `detail` says what was wrong with this one request, in words that nobody may rely on. */
export const problem: Varying = { '/detail': sentence, '/requestId': requestId };

export const byAdmin = (ask: Ask = {}): Ask => ({ ...ask, headers: { ...admin, ...ask.headers } });

/** The rows that every operation behind the admin key has; `ask` is a request that would succeed but for the cause. */
export function refusalRows(
  operationId: string,
  ask: () => Ask,
  invalid: { readonly when: string; readonly ask: () => Ask },
) {
  return [
    {
      operationId,
      status: 400,
      on: 'in production',
      varying: problem,
      when: invalid.when,
      ask: () => byAdmin(invalid.ask()),
    },
    { operationId, status: 401, on: 'in production', varying: problem, when: 'there is no key', ask },
    {
      operationId,
      status: 401,
      on: 'in production',
      varying: problem,
      when: 'nobody knows the key',
      ask: () => ({ ...ask(), headers: { Authorization: 'Bearer a-key-that-nobody-knows' } }),
      exampledHeaders: ['WWW-Authenticate'],
    },
    {
      operationId,
      status: 403,
      on: 'in production',
      varying: problem,
      when: 'the key is a check key',
      ask: () => ({ ...ask(), headers: check }),
    },
  ] as const;
}

export function failureRow(
  operationId: string,
  on: Condition & `with ${string}`,
  ask: (service: Service) => Ask,
) {
  const when = on === 'with a locked store' ? 'the change cannot be written' : 'the store cannot be read';
  return { operationId, status: 500, on, varying: problem, when, ask } as const;
}
