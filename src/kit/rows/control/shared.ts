/** What the rows of the control API have in common: media types, problem documents, refused keys, failing stores. */

import { type Condition, rowsOf } from '../../scenario.ts';
import type { Ask } from '../../send.ts';
import type { Target } from '../../target.ts';
import { requestId, sentence, type Varying } from '../../varying.ts';
import { bearer, JSON_TYPE, PROBLEM_TYPE } from '../arrange.ts';

export const controlRows = rowsOf('control', (status) => (status >= 400 ? PROBLEM_TYPE : JSON_TYPE));

/** A problem's `detail` says what was wrong with this one request, in words that nobody may rely on. */
export const problem: Varying = { '/detail': sentence, '/requestId': requestId };

const byKey =
  (role: 'admin' | 'check') =>
  (target: Target, ask: Ask = {}): Ask => ({
    ...ask,
    headers: { ...bearer(target.key(role)), ...ask.headers },
  });
export const byAdmin = byKey('admin');
export const byCheck = byKey('check');

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
      ask: (target: Target) => byAdmin(target, invalid.ask()),
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
      ask: (target: Target) => byCheck(target, ask()),
    },
  ] as const;
}

export function failureRow(
  operationId: string,
  on: Condition & `with ${string}`,
  ask: () => Ask = () => ({}),
) {
  const when = on === 'with a locked store' ? 'the change cannot be written' : 'the store cannot be read';
  return {
    operationId,
    status: 500,
    on,
    varying: problem,
    when,
    ask: (target: Target) => byAdmin(target, ask()),
  } as const;
}
