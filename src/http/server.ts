/** The HTTP server: its bounds in time and size, and what it refuses before there is a request. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';
import { timesSent } from './headers.ts';

// An import of it as a module reads all that it exports, its WebSocket too: 13 MiB that nobody uses.
const http = process.getBuiltinModule('node:http');

const MAX_HEADER_BYTES = 16 * 1024;
const MAX_HEADERS = 100;
/** How long a connection may stand still in the midst of a request or an answer. */
const IDLE_MS = 60_000;

export function createHttpServer(app: Express): Server {
  const server: Server = http.createServer(
    {
      ...messagesOf(app),
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
  // Nothing here is a proxy. Without a listener Node would cut off the answers that are still to come.
  server.on('connect', (_, socket) => refuse(new Error('CONNECT'), socket));
  return server;
}

/**
 * Express gives every request and answer the prototype that its app has for them, and V8 is slow with objects whose
 * prototype was changed. Made with that prototype they keep it; docs/decisions/0014-speed.md has the figures.
 */
function messagesOf(app: Express) {
  class AppRequest extends http.IncomingMessage {}
  class AppResponse extends http.ServerResponse {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  app.request = AppRequest.prototype as Express['request'];
  app.response = AppResponse.prototype as Express['response'];
  return { IncomingMessage: AppRequest, ServerResponse: AppResponse };
}

/** What each connection is busy with. */
interface Connection {
  /** Requests that came and whose answers are not out. */
  open: number;
  /** The last request, until it has arrived whole and was answered. */
  last: { readonly req: IncomingMessage; readonly res: ServerResponse } | null;
  /** Whether what came behind the requests is no HTTP: it ends once no whole request is open. */
  refused: boolean;
  readonly server: Server;
}
const connections = new WeakMap<Duplex, Connection>();

function pass(server: Server, app: Express, req: IncomingMessage, res: ServerResponse): void {
  const connection = connections.get(req.socket) ?? newConnection(server, req.socket);
  connection.open += 1;
  connection.last = { req, res };
  res.once('close', () => {
    connection.open -= 1;
    if (connection.last?.res === res && req.complete) connection.last = null;
    if (connection.refused && openWhole(connection) === 0) req.socket.destroySoon();
  });
  if (req.httpVersionMajor !== 1 || !isFramed(req) || !hasOneHost(req) || !toOriginForm(req)) {
    res.writeHead(400, { 'Cache-Control': 'no-store', 'Content-Length': 0, Connection: 'close' }).end();
    return;
  }
  // Once all that came along is read: what turns out to be no HTTP is refused before anything is done.
  process.nextTick(() => {
    if (!req.socket.writableEnded) app(req, res);
  });
}

/** RFC 9112, section 6.1: no coding of the message but this one is undone here. */
function isFramed({ headers }: IncomingMessage): boolean {
  return /^(?:chunked)?$/i.test(headers['transfer-encoding'] ?? '');
}

function newConnection(server: Server, socket: Duplex): Connection {
  const connection = { open: 0, last: null, refused: false, server };
  connections.set(socket, connection);
  return connection;
}

/**
 * Whether this answer is the last on its connection, which its head has to say. A server that stops ends no
 * connection whose client was not told so: its next request may be on its way.
 */
export function isLastAnswer(req: IncomingMessage): boolean {
  const connection = connections.get(req.socket);
  if (connection === undefined) return false;
  // What stood behind a request for another protocol, Node has thrown away; so nobody may go on as if it had come.
  if (req.headers.upgrade !== undefined) return true;
  if (connection.refused) return openWhole(connection) === 1;
  return connection.open === 1 && !connection.server.listening;
}

/** Of the requests that are open, those that have arrived whole: only the last one may not have. */
function openWhole({ open, last }: Connection): number {
  return last === null || last.req.complete ? open : open - 1;
}

/** RFC 3986, section 3.2, without what is before an `@`. */
const AUTHORITY = /^(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::\d*)?$/;

/** RFC 9112, section 3.2: HTTP/1.1 has exactly one, and it is one. */
function hasOneHost(req: IncomingMessage): boolean {
  const hosts = timesSent(req, 'host');
  if (hosts === 0) return req.httpVersion === '1.0';
  return hosts === 1 && AUTHORITY.test(req.headers.host ?? '');
}

/** RFC 9112, section 3.2.2: a request target in absolute form is accepted, and its authority replaces `Host`. */
function toOriginForm(req: IncomingMessage): boolean {
  const target = req.url ?? '';
  const absolute = /^https?:\/\/([^/?#]+)([^#]*)$/i.exec(target);
  if (absolute !== null) {
    const [, authority = '', rest = ''] = absolute;
    if (!AUTHORITY.test(authority)) return false;
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
  if (connection !== undefined && socket.writable && openWhole(connection) > 0) {
    connection.refused = true;
    // What still comes must not count as movement: its client may never read what it is waiting for.
    socket.pause();
    return;
  }
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  if (connection?.last?.res.headersSent) {
    connection.last.req.socket.destroySoon();
    return;
  }
  const status = statuses[error.code ?? ''] ?? '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
