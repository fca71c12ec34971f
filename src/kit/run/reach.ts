/** Whether somebody listens at an address. */
import { connect } from 'node:net';

/** Why nobody can be reached there, as a clause; `null`: somebody can. */
export function whyNotReached(target: string, timeoutMs: number): Promise<string | null> {
  const { hostname, port, protocol } = new URL(target);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    const say = (why: string | null): void => {
      socket.destroy();
      resolve(why);
    };
    socket.setTimeout(timeoutMs, () => say(`nobody answers at ${target} within ${timeoutMs / 1000} seconds`));
    socket.once('connect', () => say(null));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => say(reasonOf(code ?? 'no reason given')));
  });

  function reasonOf(code: string): string {
    if (code === 'ECONNREFUSED') return `nobody listens at ${target}`;
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      return `the host ${hostname} of ${target} is not known here (${code})`;
    return `${target} cannot be reached (${code})`;
  }
}
