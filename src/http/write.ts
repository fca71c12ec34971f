/** The one function that writes an answer to the socket. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../contracts/presenter.ts';
import { closesAfter, drain } from './linger.ts';
import { isLastAnswer } from './server.ts';

export function write(
  req: IncomingMessage,
  res: ServerResponse,
  answer: Answer,
  extra: { readonly requestId: string; readonly headers: Readonly<Record<string, string>> },
): void {
  if (res.headersSent || res.destroyed) return;
  const { status, body } = answer;
  const payload = body === null ? '' : 'json' in body ? JSON.stringify(body.json) : body.text;
  // As one list: Node takes several times as long for headers that are set one by one.
  const headers = ['Cache-Control', 'no-store', 'x-request-id', extra.requestId];
  append(headers, extra.headers);
  append(headers, answer.headers);
  if (body !== null) headers.push('Content-Type', body.mediaType);
  if (status !== 204) headers.push('Content-Length', String(Buffer.byteLength(payload)));
  // Both are asked: each also prepares the end.
  const closes = closesAfter(req);
  if (isLastAnswer(req) || closes) headers.push('Connection', 'close');
  res.writeHead(status, headers);
  res.end(req.method === 'HEAD' ? undefined : payload);
  drain(req);
}

function append(list: string[], headers: Readonly<Record<string, string>>): void {
  for (const name in headers) list.push(name, headers[name] as string);
}
