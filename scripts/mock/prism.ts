import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One document, mocked by prism-cli in a process of its own. */
export interface Mock {
  /** Resolves once it answers; rejects when it ends before that, with what it said. */
  readonly port: Promise<number>;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  stop(): void;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = `${root}node_modules/.bin/prism`;
const PATIENCE_MS = 3000;

/** Throws when prism-cli is not installed. */
export function startPrism(document: string): Mock {
  if (!existsSync(program)) throw new Error('node_modules/.bin/prism is missing: run npm ci --include=dev');
  // Port 0: whichever is free, so that nobody can take it between being found and being used.
  const child = spawn(program, ['mock', '--port', '0', `openapi/${document}.yaml`], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close').catch(() => undefined);
  return { port: portOf(child, document), ended, stop: () => stop(child) };
}

function portOf(child: ChildProcess, document: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (text: string) => {
      said += text;
      const address = /listening on http:\/\/[\d.]+:(\d+)/.exec(said);
      if (address === null) return;
      resolve(Number(address[1]));
      // It logs every request. That has to be read, but need not be kept.
      for (const stream of [child.stdout, child.stderr]) stream?.off('data', listen).resume();
    };
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', listen);
    child.once('error', (error) => reject(new Error(`prism could not be started: ${error.message}`)));
    child.once('close', (status, signal) =>
      reject(
        new Error(`prism ended with ${status ?? signal} on openapi/${document}.yaml\n${said}`.trimEnd()),
      ),
    );
  });
}

function stop(child: ChildProcess): void {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
}
