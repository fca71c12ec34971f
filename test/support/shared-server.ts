/** Servers whose life is that of a test file or of one test. */
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type ServerOptions, startServer, type TestServer } from './server.ts';

/** One server for all tests of a file or a describe block. The options are asked for only when it starts. */
export function sharedServer(options: () => ServerOptions = () => ({})): () => TestServer {
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await startServer(options());
  });
  afterAll(async () => {
    await server?.stop();
  });
  return () => {
    if (server === undefined) throw new Error('the server is there only while tests run');
    return server;
  };
}

/** A server of one test, stopped with it. */
export async function ownServer(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer(options);
  onTestFinished(async () => {
    await server.stop();
  });
  return server;
}

/** What a server that must not start leaves behind. */
export async function refusedStart(
  options: ServerOptions,
): Promise<{ readonly status: number; readonly output: string }> {
  const failure = await startServer(options).then(
    async (server) => {
      await server.stop();
      throw new Error(`the server started:\n${server.output()}`);
    },
    (error: Error) => error.message,
  );
  const [, status, output] = /^the server ended with (\S+):\n(.*)$/s.exec(failure) ?? [];
  if (status === undefined || output === undefined) throw new Error(failure);
  return { status: Number(status), output };
}
