/** A server that the kit starts for its run, and nobody else's in its place. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Bounds } from './commands.ts';
import { endGroup, launch } from './processes.ts';
import { whyNotReached } from './reach.ts';

/** A server that cannot be started, or is not there; the message says which. */
export class NoServer extends Error {
  override readonly name = 'NoServer';
}

/** One that does not even refuse is not there yet. */
const CONNECTS_WITHIN_MS = 1000;

/**
 * Resolves once somebody listens at the address, to what stops the server with all that it has started.
 * @throws {NoServer} after which nothing of it is left
 */
export async function start(
  command: string,
  target: string,
  { timeoutMs, signal }: Bounds,
): Promise<() => Promise<void>> {
  if ((await whyNotReached(target, CONNECTS_WITHIN_MS)) === null) {
    throw new NoServer(`somebody listens at ${target} already, who would be judged in place of ${command}`);
  }
  const child = launch(command, 'inherit');
  const stop = (): Promise<void> => endGroup(child);
  const untilMs = performance.now() + timeoutMs;
  try {
    for (;;) {
      const isListening = (await whyNotReached(target, CONNECTS_WITHIN_MS)) === null;
      const status = child.exitCode ?? child.signalCode;
      // Whoever listens now is somebody else, or out of reach of what has started it.
      if (status !== null)
        throw new NoServer(`${command} ended with ${status}${isListening ? '' : ' before it listened'}`);
      if (isListening) return stop;
      if (performance.now() > untilMs) {
        throw new NoServer(
          `${command} does not listen at ${target} after ${timeoutMs / 1000} seconds (--start-timeout)`,
        );
      }
      await pause(50);
      signal?.throwIfAborted();
    }
  } catch (error) {
    await stop();
    throw error;
  }
}
