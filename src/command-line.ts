/** What the command line asks for. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SETTINGS } from './config/names.ts';

export type Command =
  | { readonly kind: 'serve' }
  /** `text` is the answer; nothing is started. */
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'refuse'; readonly text: string };

export function readCommandLine(args: readonly string[]): Command {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } },
    });
    if (values.help === true) return { kind: 'say', text: help() };
    if (values.version === true) return { kind: 'say', text: `${version()}\n` };
    return { kind: 'serve' };
  } catch (error) {
    const [problem] = (error as Error).message.split('. ');
    return { kind: 'refuse', text: `logoutd: ${problem}. See npm start -- --help\n` };
  }
}

export function version(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}

function help(): string {
  const settings = Object.entries(SETTINGS).map(([name, meaning]) => `  ${name.padEnd(31)}${meaning}`);
  return `logoutd ${version()}: ends sessions for real, behind the logout that your clients know.

  npm start                    starts the server
  npm start -- --help          this text
  npm start -- --version       the version

Settings are environment variables; README.md says more of each:

${settings.join('\n')}

It ends with status 64 when the command line is wrong, and with 78 when it cannot start: a setting, the
port or the store. SIGTERM and Ctrl-C stop it once the requests under way are answered.
`;
}
