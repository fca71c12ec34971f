/** Requests as clients send them over hours: connections kept and new ones, and a count of what fails. */
import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';

export interface Shot {
  readonly method: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  /** An object is sent as JSON; a text as it is, with the media type that the headers name. */
  readonly body?: object | string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export class Client {
  readonly #port: number;
  readonly #kept: Agent;
  readonly #again: boolean;
  readonly #answeredWithinMs: number;

  /**
   * `again: false`: what a kept connection did not answer is not sent once more, as it may have been heard.
   * `answeredWithinMs`: a connection is given up that has been silent for so long; 0: none is.
   */
  constructor(port: number, maxConnections: number, { again = true, answeredWithinMs = 0 } = {}) {
    this.#port = port;
    this.#again = again;
    this.#answeredWithinMs = answeredWithinMs;
    this.#kept = new Agent({ keepAlive: true, maxSockets: maxConnections, scheduling: 'fifo' });
  }

  /** Rejects when the connection fails before the whole answer is there. */
  async send(shot: Shot, connection: 'kept' | 'new' = 'kept'): Promise<Answer> {
    try {
      return await this.#once(shot, connection);
    } catch (error) {
      // A kept connection may be closed just as it is used again (RFC 9112, section 9.3.1): on a new one, once.
      if (!(error instanceof Stale && this.#again)) throw error;
      return this.#once(shot, 'new').catch(() => Promise.reject(error));
    }
  }

  close(): void {
    this.#kept.destroy();
  }

  #once({ method, path, headers = {}, body }: Shot, connection: 'kept' | 'new'): Promise<Answer> {
    const payload = typeof body === 'object' ? JSON.stringify(body) : body;
    const typed = typeof body === 'object' ? { 'Content-Type': 'application/json', ...headers } : headers;
    const agent = connection === 'kept' ? this.#kept : false;
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        { host: '127.0.0.1', port: this.#port, method, path, headers: typed, agent },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.once('error', reject);
          incoming.once('end', () =>
            resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          );
        },
      );
      outgoing.setTimeout(this.#answeredWithinMs, () => outgoing.destroy(new Unanswered()));
      outgoing.once('error', (error: NodeJS.ErrnoException) => {
        reject(outgoing.reusedSocket && error.code === 'ECONNRESET' ? new Stale() : error);
      });
      outgoing.end(payload);
    });
  }
}

export class Unanswered extends Error {
  override readonly message = 'there was no answer in time';
}

class Stale extends Error {
  override readonly message = 'the connection was closed as it was used again, and there was no other';
}
