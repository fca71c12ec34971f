/** The way of a control operation: one named step a line. */
import type { Request, Response } from 'express';
import type { ControlDeps, ControlEdge, ControlOperation, Role } from '../contracts/control/operation.ts';
import type { InvalidInput, Unauthenticated } from '../sessions/outcome.ts';
import { readBody } from './body.ts';
import { bearerToken } from './credentials.ts';
import type { Answered, Asked } from './exchange.ts';
import { timesSent } from './headers.ts';
import type { Validate } from './validate.ts';

/** A key of the control API, once it was recognised. */
export interface KnownKey {
  readonly name: string;
  readonly role: Role;
}
/** Recognises a key in constant time. */
export type IdentifyKey = (presented: string) => KnownKey | null;

/** How one operation answers its requests. Rejects when the store or the validator fails. */
export function control(
  operation: ControlOperation,
  validate: Validate,
  identify: IdentifyKey,
  deps: ControlDeps,
) {
  return async (req: Request, res: Response, asked: Asked): Promise<Answered> => {
    const refuse = (outcome: ControlEdge, key?: KnownKey): Answered => ({
      answer: operation.refuse(outcome, asked.about),
      outcome: outcome.kind,
      ...(outcome.kind === 'unauthenticated' ? { reason: outcome.reason } : {}),
      ...(key === undefined ? {} : { key: key.name }),
    });

    const key = operation.roles === null ? null : keyOf(req, identify);
    if (key !== null && 'kind' in key) return refuse(key);
    if (key !== null && !operation.roles?.includes(key.role)) return refuse({ kind: 'role-forbidden' }, key);

    if (asked.params === null) {
      return refuse({ kind: 'invalid-input', at: 'the path', problem: 'is not percent-encoded UTF-8' });
    }
    // Express reads it anew each time, and the validator turns what it asks for into numbers.
    const hasQuery = asked.operation.parameters.some(({ in: where }) => where === 'query');
    const sent = hasQuery ? { ...req.query } : {};
    const refusal =
      (await readBody(req, res, asked.operation)) ??
      (await validate(req, res, asked.operation)) ??
      misread(sent, hasQuery ? req.query : sent);
    if (refusal !== null) return refuse(refusal, key ?? undefined);

    const by = key === null ? '' : `key:${key.name}`;
    const query = hasQuery ? req.query : {};
    const call = { path: asked.params, query, body: req.body as unknown, by };
    const answer = await operation.answer(call, deps, asked.about);
    return { answer, outcome: asked.operation.operationId, ...(key === null ? {} : { key: key.name }) };
  };
}

function keyOf(req: Request, identify: IdentifyKey): KnownKey | Unauthenticated {
  if (timesSent(req, 'authorization') > 1) return { kind: 'unauthenticated', reason: 'unreadable' };
  const { tokens, refusals } = bearerToken(req.headers.authorization);
  const [presented] = tokens;
  if (presented === undefined) return { kind: 'unauthenticated', reason: refusals[0] ?? 'missing' };
  return identify(presented) ?? { kind: 'unauthenticated', reason: 'key_unknown' };
}

/** The validator reads numbers as JavaScript does: `0x10` as 16, and `1e400` as infinity, past every maximum. */
function misread(sent: Request['query'], read: Request['query']): InvalidInput | null {
  const [name] = Object.keys(sent).filter((one) => typeof read[one] === 'number' && !isDecimal(sent[one]));
  return name === undefined ? null : { kind: 'invalid-input', at: name, problem: 'must be an integer' };
}

const isDecimal = (sent: unknown): boolean => typeof sent === 'string' && /^-?\d{1,15}$/.test(sent);
