/** The server that a file of the catalogue attacks. */
import { afterAll, beforeAll, expect } from 'vitest';
import { type ServerOptions, startServer, type TestServer } from '../../support/server.ts';

/** No limit: a catalogue is a flood. */
export const UNLIMITED = Object.fromEntries(
  ['PLATFORM', 'GSM', 'TENANT', 'SESSION', 'STOREFRONT'].map((name) => [`LOGOUTD_RATE_LIMIT_${name}`, 'off']),
);

/**
 * One server for a file or a describe block, without limits. At its end it must live, stop in good order, and have
 * logged no fault but those that `mayLog` knows.
 */
export function attackedServer(
  options: () => ServerOptions | Promise<ServerOptions> = () => ({}),
  mayLog: (line: Readonly<Record<string, unknown>>) => boolean = () => false,
): () => TestServer {
  let server: TestServer | undefined;
  beforeAll(async () => {
    const { env, ...rest } = await options();
    server = await startServer({ ...rest, env: { ...UNLIMITED, ...env } });
  });
  afterAll(async () => {
    if (server === undefined) return;
    const { process } = server;
    const lived = process.exitCode === null && process.signalCode === null;
    const status = await server.stop();
    const faults = server.log().filter((line) => Number(line['level']) >= WARN && !mayLog(line));
    expect({ lived, status, faults }).toEqual({ lived: true, status: 0, faults: [] });
  });
  return () => {
    if (server === undefined) throw new Error('the server is there only while tests run');
    return server;
  };
}

/** Pino's number. */
const WARN = 40;
