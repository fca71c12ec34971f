/** The HTTP server: its bounds in time and size, and what it refuses before there is a request. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';
import { timesSent } from './headers.ts';

const MAX_HEADER_BYTES = 16 * 1024;
const MAX_HEADERS = 100;
/** How long a connection may stand still in the midst of a request or an answer. */
const IDLE_MS = 60_000;

export function createHttpServer(app: Express): Server {
  const server: Server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 1_000,
      // Checked below, so that its refusal is like the others.
      requireHostHeader: false,
    },
    (req, res) => pass(server, app, req, res),
  );
  server.maxHeadersCount = MAX_HEADERS;
  // Also who does not read its answers.
  server.timeout = IDLE_MS;
  // An unknown `Expect` is ignored (RFC 9110, section 10.1.1, lets a server do so).
  server.on('checkExpectation', (req, res) => pass(server, app, req, res));
  // Only who reads a body asks for it: `readBody`.
  server.on('checkContinue', (req, res) => pass(server, app, req, res));
  server.on('clientError', refuse);
  return server;
}

/** What each connection is busy with. */
interface Connection {
  /** Requests that came and whose answers are not out. */
  open: number;
  /** The last request, until it has arrived whole and was answered. */
  last: { readonly req: IncomingMessage; readonly res: ServerResponse } | null;
  /** Whether what came behind the requests is no HTTP: it ends once nothing is open. */
  refused: boolean;
  readonly server: Server;
}
const connections = new WeakMap<Duplex, Connection>();

function pass(server: Server, app: Express, req: IncomingMessage, res: ServerResponse): void {
  if (!hasOneHost(req) || !toOriginForm(req)) {
    res.writeHead(400, { 'Cache-Control': 'no-store', 'Content-Length': 0, Connection: 'close' }).end();
    return;
  }
  const connection = connections.get(req.socket) ?? newConnection(server);
  connections.set(req.socket, connection);
  connection.open += 1;
  connection.last = { req, res };
  res.once('close', () => {
    connection.open -= 1;
    if (connection.last?.res === res && req.complete) connection.last = null;
    if (connection.open === 0 && connection.refused) req.socket.destroySoon();
  });
  app(req, res);
}

const newConnection = (server: Server): Connection => ({ open: 0, last: null, refused: false, server });

/**
 * Whether this answer is the last on its connection, which its head has to say. A server that stops ends no
 * connection whose client was not told so: its next request may be on its way.
 */
export function isLastAnswer(req: IncomingMessage): boolean {
  const connection = connections.get(req.socket);
  return connection?.open === 1 && (connection.refused || !connection.server.listening);
}

/** RFC 9112, section 3.2: HTTP/1.1 has exactly one. */
function hasOneHost(req: IncomingMessage): boolean {
  const hosts = timesSent(req, 'host');
  return hosts === 1 || (hosts === 0 && req.httpVersion === '1.0');
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

/**
 * What the parser refuses gets a bare status: there is no path yet, hence no contract to answer for. Behind requests
 * that are still to be answered it waits for their answers, and then the connection just ends.
 */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  const connection = connections.get(socket);
  const { last = null, open = 0 } = connection ?? {};
  if (connection !== undefined && socket.writable && open > 0 && last?.req.complete) {
    connection.refused = true;
    return;
  }
  if (!socket.writable || last?.res.headersSent || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ''] ?? '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
