/** The command line as a whole: what all commands have in common. */
import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Context } from './command.ts';
import { commands } from './commands/registry.ts';
import { MEANINGS } from './exit.ts';
import { printable } from './output/printable.ts';
import { pathOf, refusalOf, UsageError } from './refusals.ts';
import { StrictCommand } from './strict-command.ts';

/** Its `parseAsync` rejects with `UsageError`, with commander's own error where help was shown, or as the command does. */
export function programOf(context: Context): Command {
  const program = new StrictCommand('logoutd')
    .description('Ends sessions for real, behind the logout that your clients know.')
    .usage('[command] [options]')
    .version(context.version, '-v, --version', 'say the version')
    .helpOption('-h, --help', 'say how it is used')
    .helpCommand('help [command...]', 'say how a command is used')
    .configureHelp({
      styleTitle: (text) => styleText('bold', text, { validateStream: false }),
    })
    .configureOutput({ outputError: () => {} })
    .addHelpText('after', afterAll());
  for (const define of commands) define(program, context);
  for (const command of withChildren(program)) refuseWell(command);
  return program;
}

/** Does what the arguments say. `help` is read here: commander's own looks at one word only, and passes over one that is none. */
export async function perform(program: Command, args: readonly string[]): Promise<void> {
  const helpOf = wantedHelp(program, args);
  if (helpOf === null) await program.parseAsync(args, { from: 'user' });
  else helpOf.outputHelp();
}

/** `null` where the arguments do not ask for help by that word. */
function wantedHelp(program: Command, args: readonly string[]): Command | null {
  const at = args.indexOf('help');
  const group = at === -1 ? null : below(program, args.slice(0, at));
  if (group === null || group.commands.length === 0) return null;
  const names = args.slice(at + 1).filter((word) => !word.startsWith('-') && word !== 'help');
  const found = below(group, names);
  if (found !== null) return found;
  throw new UsageError(
    `there is no command "${printable(names.join(' '))}" to help with. ${pathOf(group)} --help lists the commands.`,
  );
}

function below(command: Command, names: readonly string[]): Command | null {
  const [name, ...deeper] = names;
  if (name === undefined) return command;
  const child = command.commands.find((one) => one.name() === name);
  return child === undefined ? null : below(child, deeper);
}

function refuseWell(command: Command): void {
  command.exitOverride((error) => {
    if (error.exitCode === 0 || error.code === 'commander.help') throw error;
    throw refusalOf(command, error);
  });
}

const withChildren = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap((child) => withChildren(child)),
];

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
