/** What a presenter says, written to a real connection: for the few answers that no request can bring about. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { About, Answer } from '../../../src/contracts/presenter.ts';
import { write } from '../../../src/http/write.ts';
import { type Seen, send } from '../../../src/kit/send.ts';

export const about: About = {
  requestId: '8d472d95-140e-414d-bbd7-26f0b82bd059',
  broughtId: null,
  atMs: Date.now(),
  showDetails: false,
};

export async function presented(answer: Answer): Promise<Seen> {
  const { requestId } = about;
  const server = createServer((req, res) => write(req, res, answer, { requestId, headers: {} }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await send(`http://127.0.0.1:${port}`, { method: 'GET', target: '/' });
  } finally {
    server.close();
  }
}
