/** Why the server did not start, for the person who started it. */
import { SettingsError } from './config/settings.ts';
import { StoreOpenError } from './stores/opening.ts';
import { KeyError } from './tokens/key.ts';

/** What a person can mend gets a line, not a stack trace. */
export function explain(error: unknown): string {
  if (error instanceof SettingsError) {
    return `logoutd cannot start with these settings:\n${error.problems.map((line) => `  ${line}`).join('\n')}`;
  }
  if (error instanceof StoreOpenError || error instanceof KeyError) {
    return `logoutd cannot start: ${error.message}`;
  }
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === 'EADDRINUSE') {
    return `logoutd cannot start: port ${port} is in use. Stop what listens there, or set PORT to another one.`;
  }
  if (code === 'EACCES' && port !== undefined) {
    return `logoutd cannot start: this user may not listen on port ${port}. Set PORT to 1024 or above.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `logoutd cannot start: this machine has no address ${address ?? process.env['HOST']}. Set HOST to one it has.`;
  }
  return `logoutd cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
