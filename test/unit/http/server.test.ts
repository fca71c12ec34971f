import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { createHttpServer } from '../../../src/http/server.ts';

it('requests and answers are made with the prototypes that Express gives them, which it then need not change', async () => {
  const app = express();
  app.use((_req, res) => {
    res.json('still Express');
  });
  const server = createHttpServer({ app, answer: app });
  const prototypes: unknown[] = [];
  server.prependListener('request', (req, res) => {
    prototypes.push(Object.getPrototypeOf(req), Object.getPrototypeOf(res));
  });
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await answer.json()).toBe('still Express');
  expect(prototypes[0]).toBe(app.request);
  expect(prototypes[1]).toBe(app.response);
});
