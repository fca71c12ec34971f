/** A server that may open no more files: it refuses whom it cannot serve, lives, and recovers. */
import { connect, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { expectEnded, logOutMany } from '../long/faults/answers.ts';
import { LIMITS_OFF } from '../long/shots.ts';
import { platform } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { startServer } from '../support/server.ts';
import { token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

/** Enough to start with and to serve a few; a shell sets both limits, and Node cannot raise them. */
const FILES = 64;
const CONNECTIONS = 200;
const under = ['sh', '-c', `ulimit -n ${FILES} && exec "$@"`, 'sh'];

it('with more connections than it may open, a server loses no acknowledged logout, and serves again once they are gone', {
  timeout: 120_000,
}, async () => {
  const server = await startServer({ env: LIMITS_OFF, under });
  onTestFinished(() => void server.stop('SIGKILL'));
  const before = await logOutMany(server, 20);
  expect(before.failed).toEqual([]);

  const sockets: Socket[] = [];
  let refused = 0;
  for (let at = 0; at < CONNECTIONS; at += 1) {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.once('close', () => {
      // One that was accepted and then asked nothing would get a 408.
      if (socket.bytesRead === 0) refused += 1;
    });
    socket.resume();
    sockets.push(socket);
  }
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  await until('connections are refused', () => refused > CONNECTIONS - FILES);
  expect(server.process.exitCode).toBeNull();
  const crowded = await Promise.allSettled([1, 2, 3].map(() => platform(server, token())));
  for (const one of crowded) if (one.status === 'fulfilled') expect([200, 500]).toContain(one.value.status);

  for (const socket of sockets) socket.destroy();
  await until('it serves again', () =>
    request(server, 'GET', '/readyz').then(
      ({ status }) => status === 200,
      () => false,
    ),
  );
  const after = await logOutMany(server, 20);
  expect(after.failed).toEqual([]);
  await expectEnded(server, [...before.acknowledged, ...after.acknowledged]);
  expect(await server.stop()).toBe(0);
});
