/** The HTTP server: its bounds in time and size, and what it refuses before there is a request. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Express, Request, Response } from 'express';
import { isWellFramed } from './framing.ts';
import { closeInStages, closesInStages } from './linger.ts';

// An import of it as a module reads all that it exports, its WebSocket too: 13 MiB that nobody uses.
const http = process.getBuiltinModule('node:http');

const MAX_HEADER_BYTES = 16 * 1024;
const MAX_HEADERS = 100;
/** Requests of one connection that have come before their answers. Who sends more reads none, or would fill the memory. */
const MOST_WAITING = 256;
/** How long a connection may stand still in the midst of a request or an answer. */
const IDLE_MS = 60_000;

/** How requests come in: the first way that takes them. */
export interface Edge {
  readonly app: Express;
  /** Answers the request, be it with a fault. */
  readonly answer: (req: Request, res: Response) => void;
}

export function createHttpServer(edge: Edge): Server {
  const server: Server = http.createServer(
    {
      ...messagesOf(edge.app),
      // Most requests have no body: nobody has to wait for its end.
      optimizeEmptyRequests: true,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 1_000,
      // Checked below, so that its refusal is like the others.
      requireHostHeader: false,
    },
    (req, res) => pass(server, edge, req, res),
  );
  server.maxHeadersCount = MAX_HEADERS;
  // Also who does not read its answers.
  server.timeout = IDLE_MS;
  // An unknown `Expect` is ignored (RFC 9110, section 10.1.1, lets a server do so).
  server.on('checkExpectation', (req, res) => pass(server, edge, req, res));
  // Only who reads a body asks for it: `readBody`.
  server.on('checkContinue', (req, res) => pass(server, edge, req, res));
  server.on('clientError', (error, socket) => refuse(server, error, socket));
  // Nothing here is a proxy. Without a listener Node would cut off the answers that are still to come; with one it
  // leaves the socket to it, which has to see to its errors and to its end.
  server.on('connect', (_, socket) => {
    socket.on('error', () => socket.destroy());
    (socket as Socket).setTimeout(IDLE_MS, () => socket.destroy());
    refuse(server, new Error('CONNECT'), socket);
  });
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

interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

/** What each connection is busy with. */
interface Connection {
  /** Requests whose answers are not out, in their order. The first is being answered; the others wait for it. */
  readonly open: Exchange[];
  /** The last request, until it has arrived whole and was answered. */
  last: Exchange | null;
  /** Whether what came behind the requests is no HTTP: it ends once no whole request is open. */
  refused: boolean;
  /** Whether it has been told that it ends. */
  ending: boolean;
  readonly server: Server;
}
const connections = new WeakMap<Duplex, Connection>();

/**
 * One after the other: RFC 9112, section 9.3.2, lets a server work at several requests of a connection at once only
 * where all are safe. A check behind a logout has to see its end.
 */
function pass(server: Server, edge: Edge, req: IncomingMessage, res: ServerResponse): void {
  if (req.socket.destroyed) return;
  const connection = connectionOf(server, req.socket);
  if (connection.open.length === MOST_WAITING) {
    req.socket.destroy();
    return;
  }
  const exchange = { req, res };
  connection.open.push(exchange);
  connection.last = exchange;
  res.once('close', () => {
    connection.open.shift();
    if (connection.last === exchange && req.complete) connection.last = null;
    if (connection.refused && openWhole(connection) === 0) req.socket.destroySoon();
    else if (connection.open[0] !== undefined) begin(edge, connection.open[0]);
  });
  // Once all that came along is read: what turns out to be no HTTP is refused before anything is done.
  if (connection.open.length === 1) process.nextTick(begin, edge, exchange);
}

function begin(edge: Edge, { req, res }: Exchange): void {
  if (req.socket.writableEnded) return;
  if (isWellFramed(req)) {
    edge.answer(req as Request, res as Response);
    return;
  }
  closesInStages(req.socket);
  res.writeHead(400, { 'Cache-Control': 'no-store', 'Content-Length': 0, Connection: 'close' }).end();
}

function connectionOf(server: Server, socket: Duplex): Connection {
  const known = connections.get(socket);
  if (known !== undefined) return known;
  const connection: Connection = { open: [], last: null, refused: false, ending: false, server };
  connections.set(socket, connection);
  // What waits for its turn has nobody any more who asked.
  socket.once('close', () => connection.open.splice(0));
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
  return connection.open.length === 1 && !connection.server.listening;
}

/** Of the requests that are open, those that have arrived whole: only the last one may not have. */
function openWhole({ open }: Connection): number {
  return open.filter(({ req }) => req.complete).length;
}

const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * What the parser refuses gets a bare status: there is no path yet, hence no contract to answer for. Behind requests
 * that are still to be answered it waits for their answers, and then the connection just ends.
 */
function refuse(server: Server, error: NodeJS.ErrnoException, socket: Duplex): void {
  const connection = connectionOf(server, socket);
  if (connection.ending) return;
  if (socket.writable && openWhole(connection) > 0) {
    connection.refused = true;
    // What still comes must not count as movement: its client may never read what it is waiting for.
    socket.pause();
    // It stays unread, and must not take the answers away that are on their way.
    closesInStages(socket as Socket);
    return;
  }
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  connection.ending = true;
  if (connection.last?.res.headersSent) {
    connection.last.req.socket.destroySoon();
    return;
  }
  const status = statuses[error.code ?? ''] ?? '400 Bad Request';
  socket.write(
    `HTTP/1.1 ${status}\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
  closeInStages(socket);
}
