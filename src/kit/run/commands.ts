/** Commands of the shell, by which a target is brought into the states that rows need. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What a command has printed. @throws with what it said, where it fails */
export async function run(command: string, env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(command, {
    shell: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, complained] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  const [status] = await once(child, 'close');
  if (status === 0) return printed.trim();
  throw new Error(`${command} ended with ${String(status)}: ${complained.trim().split('\n').at(-1) ?? ''}`);
}

/** A server that cannot be started, or is not there; the message says which. */
export class NoServer extends Error {
  override readonly name = 'NoServer';
}

/** Starts a server and resolves once somebody listens at the address; stopping it takes all that it has started along. */
export async function start(
  command: string,
  target: string,
  timeoutMs: number,
): Promise<() => Promise<void>> {
  const child = spawn(command, { shell: true, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = once(child, 'close');
  const untilMs = performance.now() + timeoutMs;
  while (!(await isListening(target))) {
    if (child.exitCode !== null)
      throw new NoServer(`${command} ended with ${child.exitCode} before it listened`);
    if (performance.now() > untilMs) throw new NoServer(`${command} does not listen at ${target}`);
    await pause(50);
  }
  return async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
}

export function isListening(target: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(target);
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    const say = (listens: boolean) => (): void => {
      socket.destroy();
      resolve(listens);
    };
    socket.once('connect', say(true));
    socket.once('error', say(false));
  });
}
