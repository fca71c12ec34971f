/** The HTTP server: its bounds in time and size, and what it refuses before there is a request. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';

const MAX_HEADER_BYTES = 16 * 1024;
const MAX_HEADERS = 100;

export function createHttpServer(app: Express): Server {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 1_000,
    },
    (req, res) => pass(app, req, res),
  );
  server.maxHeadersCount = MAX_HEADERS;
  // An unknown `Expect` is ignored (RFC 9110, section 10.1.1, lets a server do so).
  server.on('checkExpectation', (req, res) => pass(app, req, res));
  server.on('clientError', refuse);
  return server;
}

/** Connections with a request under way: what follows on them cannot be refused out of turn. */
const answering = new WeakSet<Duplex>();

function pass(app: Express, req: IncomingMessage, res: ServerResponse): void {
  if (!toOriginForm(req)) {
    res.writeHead(400, { 'Cache-Control': 'no-store', 'Content-Length': 0, Connection: 'close' }).end();
    return;
  }
  answering.add(req.socket);
  res.once('close', () => answering.delete(req.socket));
  app(req, res);
}

/** RFC 9112, section 3.2.2: a request target in absolute form is accepted, and its authority replaces `Host`. */
function toOriginForm(req: IncomingMessage): boolean {
  const target = req.url ?? '';
  const absolute = /^https?:\/\/([^/?#]+)([^#]*)$/i.exec(target);
  if (absolute !== null) {
    const [, authority = '', rest = ''] = absolute;
    req.headers.host = authority;
    req.url = rest.startsWith('/') ? rest : `/${rest}`;
    return true;
  }
  return target.startsWith('/') || target === '*';
}

const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What the parser refuses gets a bare status: there is no path yet, hence no contract to answer for. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || answering.has(socket) || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ''] ?? '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
