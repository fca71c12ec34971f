/** The one function that writes an answer to the socket. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../contracts/presenter.ts';

/** What is read of an unread body after the answer, so that its client can read the answer. */
const DRAIN_BYTES = 64 * 1024;

export function write(
  req: IncomingMessage,
  res: ServerResponse,
  answer: Answer,
  extra: { readonly requestId: string; readonly headers: Readonly<Record<string, string>> },
): void {
  if (res.headersSent || res.destroyed) return;
  const { body } = answer;
  const payload = body === null ? '' : 'json' in body ? JSON.stringify(body.json) : body.text;
  res.statusCode = answer.status;
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('x-request-id', extra.requestId);
  for (const [name, value] of Object.entries({ ...extra.headers, ...answer.headers })) {
    res.setHeader(name, value);
  }
  if (body !== null) res.setHeader('Content-Type', body.mediaType);
  if (answer.status !== 204) res.setHeader('Content-Length', Buffer.byteLength(payload));
  if (Number(req.headers['content-length'] ?? 0) > DRAIN_BYTES) res.setHeader('Connection', 'close');
  res.end(req.method === 'HEAD' ? undefined : payload);
  drain(req);
}

/** Reads on a little, for a connection that can be used again; a body that goes on and on loses it. */
function drain(req: IncomingMessage): void {
  if (req.readableEnded || req.destroyed) return;
  let left = DRAIN_BYTES;
  req.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) req.socket.destroySoon();
  });
  req.resume();
}
