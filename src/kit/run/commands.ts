/** Commands of the target's people, by which it is brought into the states that rows need. */
import { once } from 'node:events';
import { launch, signalGroup } from './processes.ts';

/** As the options that give them are called. */
export type CommandName = 'token' | 'state' | 'fail' | 'mend';

export interface Bounds {
  readonly timeoutMs: number;
  /** Ends the wait, and what is waited for. */
  readonly signal?: AbortSignal;
}

/** One that was given and did not do its part: no verdict about the target, and none in its favour. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';

  constructor(name: CommandName, why: string) {
    super(`The ${name} command ${why}`);
  }
}

/**
 * What the command has printed, without the white space around it. It is killed where it takes too long.
 * @throws {CommandFailed} with the last line that it complained of
 */
export async function run(
  name: CommandName,
  command: string,
  env: Readonly<Record<string, string>>,
  { timeoutMs, signal }: Bounds,
): Promise<string> {
  const child = launch(command, 'pipe', env);
  let [printed, complained] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  const kill = (): boolean => signalGroup(child, 'SIGKILL');
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, timeoutMs);
  signal?.addEventListener('abort', kill);
  try {
    const [status, killedBy] = await once(child, 'close');
    if (isLate) throw new CommandFailed(name, `did not end within ${timeoutMs / 1000} seconds (--timeout).`);
    if (status === 0) return printed.trim();
    const last = complained.trim().split('\n').at(-1) ?? '';
    throw new CommandFailed(
      name,
      `failed: it ended with ${String(status ?? killedBy)}${last === '' ? '.' : `: ${last}`}`,
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
  }
}
