/** An Express app behind the middleware. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { onTestFinished } from 'vitest';
import { requireSession, sessionOf } from '../../src/middleware/express.ts';

export interface App {
  readonly port: number;
  /** What its one route has seen, in order. */
  readonly through: unknown[];
  stop(): void;
}

export async function startApp(url: string, timeoutMs?: number): Promise<App> {
  const through: unknown[] = [];
  const app = express();
  app.use(requireSession({ url, ...(timeoutMs === undefined ? {} : { timeoutMs }) }));
  app.use(express.text(), (req, res) => {
    through.push({ method: req.method, body: req.body ?? null, session: sessionOf(res) });
    res.send('through');
  });
  // What Express writes of an error is not of interest.
  app.use(((_error, _req, res, _next) => res.status(500).end()) as express.ErrorRequestHandler);
  const { port, stop } = await listen(app);
  return { port, through, stop };
}

async function listen(handler: RequestListener) {
  const server = createServer(handler);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { port, url: `http://127.0.0.1:${port}`, connections: () => connections, stop };
}

/** An app of one test, before a logoutd that answers like this. */
export async function appBefore(handler: RequestListener, timeoutMs?: number) {
  const standIn = await listen(handler);
  const app = await startApp(standIn.url, timeoutMs);
  onTestFinished(() => {
    app.stop();
    standIn.stop();
  });
  return { app, standIn };
}
