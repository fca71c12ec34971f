/** The command line as a whole: what all commands have in common. */
import { styleText } from 'node:util';
import { Command } from 'commander';
import type { Context } from './command.ts';
import { commands } from './commands/registry.ts';
import { MEANINGS } from './exit.ts';
import { printable } from './output/printable.ts';

/** What is wrong with the command line, and which command's help to read. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Its `parseAsync` rejects with `UsageError`, with commander's own error where help was shown, or as the command does. */
export function programOf(context: Context): Command {
  const program = new Command('logoutd')
    .description('Ends sessions for real, behind the logout that your clients know.')
    .usage('[command] [options]')
    .version(context.version, '-v, --version', 'say the version')
    .helpOption('-h, --help', 'say how it is used')
    .helpCommand('help [command]', 'say how a command is used')
    .configureHelp({
      styleTitle: (text) => styleText('bold', text, { validateStream: false }),
    })
    .configureOutput({ outputError: () => {} })
    .addHelpText('after', afterAll());
  for (const define of commands) define(program, context);
  for (const command of withChildren(program)) refuseWell(command);
  return program;
}

function refuseWell(command: Command): void {
  command.exitOverride((error) => {
    if (error.exitCode === 0 || error.code === 'commander.help') throw error;
    const problem = error.message
      .replace(/^error: (?:command-argument )?/, '')
      .replaceAll('\n', ' ')
      .replace(/\.?$/, '');
    throw new UsageError(`${printable(problem)}. ${pathOf(command)} --help says more.`);
  });
}

const withChildren = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap((child) => withChildren(child)),
];

const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

function afterAll(): string {
  const statuses = Object.entries(MEANINGS).map(([status, meaning]) => `  ${status.padStart(2)}  ${meaning}`);
  return `
Without a command it serves. "logoutd serve --help" lists the settings.

Commands that ask a server find it by --url, LOGOUTD_URL, or on this machine at
PORT or 4000, and the key by --key-file, LOGOUTD_KEY or LOGOUTD_ADMIN_KEY. In
the folder of a development server no key is needed.

It ends with status

${statuses.join('\n')}`;
}
