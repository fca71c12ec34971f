/** Connections that have asked once and are silent since, as those of clients that keep theirs alive. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Idle {
  /** Before a round: each asks anew, for a server closes what was silent for long; Node's does after 5 s. */
  refresh(): Promise<void>;
  /** After a round. Throws when the server has closed one of them meanwhile. */
  mustBeWhole(): void;
  close(): void;
}

const AT_ONCE = 100;

export function keepIdle(port: number, count: number): Idle {
  let sockets: Socket[] = [];

  const ask = async (): Promise<Socket> => {
    const open = sockets.pop();
    const socket = open === undefined || open.destroyed ? fresh(port) : open;
    socket.write(`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    await once(socket, 'data');
    return socket;
  };
  return {
    refresh: async () => {
      const asked: Socket[] = [];
      while (asked.length < count) {
        const batch = Math.min(AT_ONCE, count - asked.length);
        asked.push(...(await Promise.all(Array.from({ length: batch }, ask))));
      }
      sockets = asked;
    },
    mustBeWhole: () => {
      const closed = sockets.filter((socket) => socket.destroyed || socket.readableEnded).length;
      if (closed > 0)
        throw new Error(
          `the server closed ${closed} of ${count} idle connections in the round: choose shorter --seconds`,
        );
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function fresh(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1' });
  // What is wrong with it is seen by whoever waits for its answer, or by `mustBeWhole`.
  socket.on('error', () => {});
  return socket;
}
