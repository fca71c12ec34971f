/** How a baseline begins and ends: it says where it listens in a line of JSON, and stops at SIGTERM. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export function serve(server: Server, close: () => void = () => {}): void {
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    console.log(JSON.stringify({ msg: 'listening', url: `http://127.0.0.1:${port}` }));
  });
  process.on('SIGTERM', () => {
    server.closeAllConnections();
    server.close(close);
  });
}
