/** The id under which a request can be found again: in the log, in `x-request-id`, in the body. */
import { randomUUID } from 'node:crypto';

export interface Correlation {
  readonly id: string;
  /** Whether the client brought it. */
  readonly brought: boolean;
}

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;
/** W3C Trace Context, section 3.2: version, trace id, parent id, flags; version `ff` and zero ids are invalid. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?$/;

/** A valid `x-request-id`, else the trace id of a valid `traceparent`, else a new one. */
export function correlate(
  headers: Readonly<Record<string, unknown>>,
  newId: () => string = randomUUID,
): Correlation {
  const requestId = headers['x-request-id'];
  if (typeof requestId === 'string' && REQUEST_ID.test(requestId)) return { id: requestId, brought: true };
  const traceId = traceIdOf(headers['traceparent']);
  return traceId === undefined ? { id: newId(), brought: false } : { id: traceId, brought: true };
}

/** Version 00 has exactly four fields; a later one may go on. */
function traceIdOf(traceparent: unknown): string | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const traceId = TRACEPARENT.exec(traceparent)?.[1];
  return traceparent.startsWith('00') && traceparent.length !== 55 ? undefined : traceId;
}
