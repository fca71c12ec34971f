/** One request of an operation, sent so that every byte of its answer can be judged: nothing merged or decoded. */
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Json, Operation } from './documents.ts';

/** What a request adds to its operation's method and path. */
export interface Ask {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: Json;
  /** In place of `json`. */
  readonly form?: Readonly<Record<string, string>>;
}

export interface Seen {
  readonly status: number;
  /** As they came, with repetitions. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

export function sendOperation(
  base: string,
  operation: Operation,
  ask: Ask,
  timeoutMs?: number,
): Promise<Seen> {
  const { type, body } = bodyOf(ask);
  const headers = { ...(body === '' ? {} : { 'Content-Type': type }), ...ask.headers };
  return send(base, { method: operation.method, target: targetOf(operation, ask), headers, body }, timeoutMs);
}

/** @param base its path, if it has one, stands before that of the operation */
export const urlOf = (base: string, operation: Operation, ask: Ask): string =>
  `${base.replace(/\/$/, '')}${targetOf(operation, ask)}`;

function targetOf(operation: Operation, ask: Ask): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = ask.path?.[name];
    if (value === undefined) throw new Error(`${operation.operationId} needs ${name} in its path`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams(ask.query).toString();
  return query === '' ? path : `${path}?${query}`;
}

function bodyOf({ json, form }: Ask): { readonly type: string; readonly body: string } {
  if (form !== undefined) {
    return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(form).toString() };
  }
  return { type: 'application/json', body: json === undefined ? '' : JSON.stringify(json) };
}

export interface Sent {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Each on a connection of its own, so that no request can suffer from the one before. */
export function send(
  base: string,
  { method, target, headers, body }: Sent,
  timeoutMs?: number,
): Promise<Seen> {
  const url = new URL(`${base.replace(/\/$/, '')}${target}`);
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  const signal = timeoutMs === undefined ? null : AbortSignal.timeout(timeoutMs);
  const options = { method, agent: false, headers: { ...headers }, ...(signal === null ? {} : { signal }) };
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      const isLate = signal?.aborted === true && timeoutMs !== undefined;
      const why = isLate ? `within ${timeoutMs / 1000} seconds (--timeout)` : `(${error.message})`;
      reject(new Error(`${method} ${target} had no answer ${why}`));
    };
    const sent = request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', fail);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.rawHeaders.flatMap((name, at, all) =>
            at % 2 === 0 ? [[name, all[at + 1] ?? ''] as const] : [],
          ),
          body: Buffer.concat(chunks),
        }),
      );
    });
    sent.on('error', fail);
    sent.end(body);
  });
}
