/**
 * What becomes of a body that nobody read. A little of it is drained, for a connection that can be used again.
 * Of a larger one the answer is sent and the connection closed in stages (RFC 9112, section 9.6): closed at once,
 * with bytes still unread, it would be reset, and its client might never see the answer.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

const DRAIN_BYTES = 64 * 1024;
/** How long a client has to read its answer while nothing more is read from it. */
const LINGER_MS = 5000;

/** Whether the client waits to be asked for its body (RFC 9110, section 10.1.1). */
export function expectsContinue(req: IncomingMessage): boolean {
  return req.httpVersion !== '1.0' && /^100-continue$/i.test(req.headers.expect ?? '');
}

/**
 * Before the head is written: whether the connection has to end, which the head then says. Its body is known to be too
 * long, or was never asked for, so that nobody can tell whether it comes.
 */
export function closesAfter(req: IncomingMessage): boolean {
  if (req.readableEnded) return false;
  if (!expectsContinue(req) && Number(req.headers['content-length'] ?? 0) <= DRAIN_BYTES) return false;
  closesInStages(req.socket);
  return true;
}

/** Of a connection whose answer says that it closes. */
export function closesInStages(socket: Socket): void {
  // Node ends such a connection by this method, as soon as the answer is out.
  socket.destroySoon = () => closeInStages(socket);
}

/** After the answer is written. */
export function drain(req: IncomingMessage): void {
  if (req.readableEnded || req.destroyed || (req.complete && req.readableLength === 0)) return;
  let left = DRAIN_BYTES;
  req.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left >= 0) return;
    req.pause();
    closeInStages(req.socket);
  });
  req.resume();
}

export function closeInStages(socket: Duplex): void {
  // Counted from when all is on its way: a large answer to a slow reader takes longer to get there.
  socket.end(() => setTimeout(() => socket.destroy(), LINGER_MS).unref());
}
