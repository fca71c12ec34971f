/**
 * One request of an operation, sent so that all of its answer can be judged: headers are not merged, the body is not
 * decoded, and what comes besides is told. Node sends it, and it has to understand the answer, too.
 */
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { takeAnswer } from './answers.ts';
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
  /** Without its framing. */
  readonly body: Buffer;
  /** A sentence for each thing that came besides: interim answers, trailers, bytes behind the answer. */
  readonly besides?: readonly string[];
}

/** More than this no answer of a contract has, by far. */
const MOST_BYTES = 1024 * 1024;

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
  const path = `${operation.server}${operation.path}`.replace(/\{(\w+)\}/g, (_, name: string) => {
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

/**
 * Each on a connection of its own, so that no request can suffer from the one before.
 * @throws where there is no answer, where it has more than 1 MiB, or where it changes the protocol
 */
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
    const chunks: Buffer[] = [];
    let bytes = 0;
    const fail = (why: string): void => {
      const isLate = signal?.aborted === true && timeoutMs !== undefined;
      const what = isLate ? `within ${timeoutMs / 1000} seconds (--timeout)` : `(${why})`;
      reject(new Error(`${method} ${target} had no answer ${what}`));
    };
    const sent = request(url, options, (answer) => {
      answer.resume();
      answer.on('error', (error) => fail(error.message));
      answer.on('end', () => {
        const seen = seenIn(Buffer.concat(chunks).toString('latin1'), method === 'HEAD');
        if (seen === undefined) fail('it cannot be read');
        else resolve(seen);
      });
    });
    sent.on('socket', (socket) => {
      socket.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MOST_BYTES) sent.destroy(new Error(`it has more than ${MOST_BYTES} bytes`));
      });
    });
    sent.on('upgrade', (_, socket) => {
      socket.destroy();
      fail('it changes the protocol');
    });
    sent.on('error', (error) => fail(error.message));
    sent.on('close', () => fail('the connection is closed'));
    sent.end(body);
  });
}

function seenIn(text: string, isHead: boolean): Seen | undefined {
  const taken = takeAnswer(text, { isHead, isOver: true });
  if (taken === undefined) return undefined;
  const { answer, rest } = taken;
  return rest === ''
    ? answer
    : { ...answer, besides: [...answer.besides, `${rest.length} bytes behind the answer`] };
}
