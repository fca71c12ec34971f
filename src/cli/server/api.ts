/** The control API as the commands use it: an answer, or a `Failure`. */
import createClient from 'openapi-fetch';
import type { components, paths } from '../../../generated/control.ts';
import type { Context, ServerOptions } from '../command.ts';
import { Failure } from '../exit.ts';
import { notLogoutd, refused, strange, unreachable } from './failures.ts';
import { queryOf } from './query.ts';
import { type Target, targetOf } from './target.ts';

export type Session = components['schemas']['Session'];
export type Account = components['schemas']['Account'];
export type Tenant = components['schemas']['Tenant'];
export type RevocationEntry = components['schemas']['RevocationEntry'];

interface Answer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}
type DataOf<R extends Answer> = Exclude<R['data'], undefined>;

export interface Api {
  readonly target: Target;
  readonly client: ReturnType<typeof createClient<paths>>;
  /** Rejects with `Failure` for every answer but a good one. */
  ask<R extends Answer>(asked: Promise<R>): Promise<DataOf<R>>;
  /** Likewise, and `null` where the answer is 404. */
  find<R extends Answer>(asked: Promise<R>): Promise<DataOf<R> | null>;
}

/** @throws {Failure} when it cannot say which server, or with which key */
export function connect(options: ServerOptions, { env }: Pick<Context, 'env'>, stop?: AbortSignal): Api {
  const target = targetOf(options, env);
  const { url, key } = target;
  const send = async (request: Request): Promise<Response> => {
    const late = AbortSignal.timeout(options.timeout * 1000);
    const signal = stop === undefined ? late : AbortSignal.any([late, stop]);
    // The key is for this address only: where another is meant, its people say so.
    const response = await fetch(request, { signal, redirect: 'manual' });
    const fault = strange(url, response);
    if (fault === null) return response;
    await response.body?.cancel();
    throw fault;
  };
  const answered = async <R extends Answer>(asked: Promise<R>): Promise<R> =>
    asked.catch((error: unknown) => {
      if (error instanceof Failure || stop?.aborted) throw error;
      if (error instanceof SyntaxError) throw notLogoutd(url, 'it answers no JSON', error);
      throw unreachable(url, error, options.timeout);
    });
  const taken = <R extends Answer>({ data, error, response }: R): DataOf<R> => {
    if (!response.ok) throw refused(response.status, error, target);
    if (response.status !== 204 && (typeof data !== 'object' || data === null)) {
      throw notLogoutd(url, 'its answer is no object');
    }
    return data as DataOf<R>;
  };
  return {
    target,
    client: createClient<paths>({
      baseUrl: url,
      fetch: send,
      querySerializer: queryOf,
      headers: { Accept: 'application/json', ...(key && { Authorization: `Bearer ${key.value}` }) },
    }),
    ask: async (asked) => taken(await answered(asked)),
    find: async (asked) => {
      const answer = await answered(asked);
      return answer.response.status === 404 ? null : taken(answer);
    },
  };
}
