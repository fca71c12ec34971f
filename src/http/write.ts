/** The one function that writes an answer to the socket. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../contracts/presenter.ts';
import { announceClose, drain } from './linger.ts';
import { isLastAnswer } from './server.ts';

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
  if (isLastAnswer(req)) res.setHeader('Connection', 'close');
  announceClose(req, res);
  res.end(req.method === 'HEAD' ? undefined : payload);
  drain(req);
}
