/** A stretch of wire of a test's own: it delays, cuts and swallows what goes through. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** Of each piece of an answer. */
  delayMs: number;
  /** What is answered goes nowhere, and nobody is told: the other side is gone without a word. */
  swallows: boolean;
  /** Cuts each connection once a command has gone through that holds this, before its answer comes back. */
  cutsAfter: string | null;
  /** Cuts all connections now. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

export async function startProxy(to: number): Promise<TcpProxy> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    let isCut = false;
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => {
      if (proxy.cutsAfter !== null && bytes.includes(proxy.cutsAfter)) isCut = true;
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (isCut) near.destroy();
      else if (!proxy.swallows) setTimeout(() => near.writable && near.write(bytes), proxy.delayMs);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: TcpProxy = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    swallows: false,
    cutsAfter: null,
    cut: () => {
      for (const socket of open) socket.destroy();
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
  return proxy;
}
