/** Commands of the shell, each with all that it starts: a process group of its own, so that nothing outlives the kit. */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** How long one that was asked to end may take to do so. */
const GRACE_MS = 5000;

/** Nobody is at its standard input. */
export function launch(
  command: string,
  output: 'inherit' | 'pipe',
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const stdio: StdioOptions = ['ignore', output, output];
  return spawn(command, { shell: true, detached: true, env: { ...process.env, ...env }, stdio });
}

/** Asks the whole group to end, and kills what has not after a grace period. */
export async function endGroup(child: ChildProcess): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const untilMs = performance.now() + GRACE_MS;
  while (isAlive(child) && performance.now() < untilMs) await pause(20);
  signalGroup(child, 'SIGKILL');
}

export function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    // Nobody of it is left.
    return false;
  }
}

/** The shell may be gone while something that it has started goes on. */
const isAlive = (child: ChildProcess): boolean => signalGroup(child, 0);
