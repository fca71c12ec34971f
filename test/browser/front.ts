/**
 * The web of a test, all on this machine: one address that has logoutd behind it, under as many names as a test likes.
 * A name makes a site (`www.shop.localhost` and `api.shop.localhost` are one, `evil.localhost` is another); name and
 * port make an origin. Names under `localhost` count as secure, so they take `Secure` cookies; those under `test` do
 * not. It passes every request on as it is, but for the pages of the test's own, and remembers what it saw.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import type { TestServer } from '../support/server.ts';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface OwnPage {
  readonly html?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

export interface Front {
  /** `http://<name>:<port>` */
  at(name: string): string;
  /** Serves the page under every name; returns its path. */
  page(page?: OwnPage): string;
  /** What logoutd was asked under that name and has answered so far, oldest first. */
  seen(name: string): readonly SeenRequest[];
}

const BLANK = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>page</title>';

/** One front for all tests of a file, before the server of that file. */
export function sharedFront(server: () => TestServer): () => Front {
  const pages = new Map<string, OwnPage>();
  const seen: SeenRequest[] = [];
  const http = createServer((req, res) => {
    const page = pages.get(req.url ?? '');
    if (page !== undefined) return sendPage(res, page);
    // A browser asks for it when it likes.
    if (req.url === '/favicon.ico') return sendPage(res, { status: 204 });
    passOn(req, res, server().port, () => {
      seen.push({ method: req.method ?? '', url: req.url ?? '', headers: req.headers });
    });
  });
  beforeAll(async () => {
    await once(http.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => {
    http.close();
    http.closeAllConnections();
  });
  const host = (name: string): string => `${name}:${(http.address() as AddressInfo).port}`;
  return () => ({
    at: (name) => `http://${host(name)}`,
    page: (page = {}) => {
      const path = `/page-${randomUUID()}`;
      pages.set(path, page);
      return path;
    },
    seen: (name) => seen.filter(({ headers }) => headers.host === host(name)),
  });
}

function sendPage(res: ServerResponse, { html = '', status = 200, headers = {} }: OwnPage): void {
  res.writeHead(status, { 'Content-Type': 'text/html', ...headers });
  res.end(status === 204 ? undefined : `${BLANK}${html}`);
}

function passOn(req: IncomingMessage, res: ServerResponse, port: number, onAnswer: () => void): void {
  const { method = '', url = '' } = req;
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers: req.headers, agent: false });
  onward.once('response', (answer) => {
    onAnswer();
    res.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(res);
  });
  onward.once('error', () => res.destroy());
  req.pipe(onward);
}
