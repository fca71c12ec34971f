/** A round of the benchmark: what its client sends, and what it makes of the answers. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ClientName, hasWrk, WHY_NO_WRK } from '../../bench/load/client.ts';
import type { Order } from '../../bench/load/order.ts';
import { runRound } from '../../bench/load/round.ts';

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;

async function serverFor(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return (client: ClientName, order: Partial<Order>) =>
    runRound({ client, core: 'any' }, [process.pid], {
      port,
      requests: [get('/')],
      again: false,
      mustSay: null,
      seconds: 10,
      connections: 3,
      ...order,
    });
}
const ok: RequestListener = (_, res) => res.end('{"active":true}');

describe.for<ClientName>(['wrk', 'own'])('%s', (client) => {
  const round = async (answer: RequestListener, order: Partial<Order>) =>
    (await serverFor(answer))(client, order);

  it('sends each request once, and ends when they have run out', async ({ skip }) => {
    skip(client === 'wrk' && !hasWrk, WHY_NO_WRK);
    const paths = Array.from({ length: 200 }, (_, at) => `/${at}`);
    const seen: (string | undefined)[] = [];
    const { acknowledged } = await round(
      (req, res) => {
        seen.push(req.url);
        ok(req, res);
      },
      { requests: paths.map(get) },
    );
    expect(seen.toSorted()).toEqual(paths.toSorted());
    expect(acknowledged).toBe(200);
  });

  it('begins again where it may, until the time is up, and waits for all answers', async ({ skip }) => {
    skip(client === 'wrk' && !hasWrk, WHY_NO_WRK);
    let answered = 0;
    const { acknowledged } = await round(
      (req, res) => {
        answered += 1;
        ok(req, res);
      },
      { again: true, seconds: 0.2, mustSay: '"active":true' },
    );
    expect(acknowledged).toBe(answered);
    expect(acknowledged).toBeGreaterThan(3);
  });

  it('takes no refusal for an answer', async ({ skip }) => {
    skip(client === 'wrk' && !hasWrk, WHY_NO_WRK);
    const refusing: RequestListener = (_, res) => res.writeHead(401, { 'Content-Length': 0 }).end();
    await expect(round(refusing, {})).rejects.toThrow('not every answer was 200: {"401":1}');
  });

  it('takes no answer that does not say what it has to', async ({ skip }) => {
    skip(client === 'wrk' && !hasWrk, WHY_NO_WRK);
    const inactive: RequestListener = (_, res) => res.end('{"active":false}');
    await expect(round(inactive, { mustSay: '"active":true' })).rejects.toThrow('1 answers did not say');
  });
});
