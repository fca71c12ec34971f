/** A gateway as a child process, configured by its example. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { until } from '../support/until.ts';

export interface Gateway {
  readonly port: number;
  /** What it has printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Where a gateway listens, and what it stands between. */
export interface Ports {
  readonly own: number;
  readonly logoutd: number;
  readonly app: number;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** Where it accepts connections before it knows its routes. */
  readonly isReady?: (port: number) => Promise<boolean>;
}

/** Resolves once it is ready; rejects with its output if it ends before that. */
export async function startGateway(
  port: number,
  { command, args, isReady = accepts }: Program,
): Promise<Gateway> {
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  child.once('error', (error) => {
    output += error.message;
    ended = true;
  });
  child.once('close', () => {
    ended = true;
  });
  const stop = async (): Promise<void> => {
    if (ended) return;
    child.kill('SIGTERM');
    await once(child, 'close');
  };
  await until(
    `${command} is ready`,
    () => {
      if (ended) throw new Error(`${command} ended:\n${output}`);
      return isReady(port);
    },
    20_000,
  ).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { port, output: () => output, stop };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** The text with each of these exchanged; @throws where one does not stand in it just as often as it says */
export function adapted(
  text: string,
  changes: readonly (readonly [from: string, to: string, times?: number])[],
): string {
  return changes.reduce((changed, [from, to, times = 1]) => {
    const parts = changed.split(from);
    if (parts.length - 1 !== times)
      throw new Error(`${from} stands ${parts.length - 1} times in the example`);
    return parts.join(to);
  }, text);
}
