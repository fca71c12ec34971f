/** Servers that keep no contract at all, and programs that are none. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { freePort } from '../support/free-port.ts';

/** Answers everything by this. It is closed when the test is over. */
export async function anyServer(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address at which nobody listens, and that this machine has just given out. */
export const freeAddress = async (): Promise<string> => `http://127.0.0.1:${await freePort()}`;

/** A command that listens there, answers 501, and says its id in the file. `before`: what it does first. */
export function serverCommand(url: string, idFile: string, before = ''): string {
  const program = `${idFile}.cjs`;
  const { port } = new URL(url);
  writeFileSync(
    program,
    `${before};
    const server = require('node:http').createServer((req, res) => res.writeHead(501).end('no'));
    server.listen(${port}, '127.0.0.1', () => require('node:fs').writeFileSync('${idFile}', String(process.pid)));`,
  );
  return `'${process.execPath}' '${program}'`;
}

export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
