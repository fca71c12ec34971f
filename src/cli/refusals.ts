/** What commander says of a wrong command line, in this program's form; what may be a secret is not repeated. */
import type { Command, CommanderError } from 'commander';
import { printable } from './output/printable.ts';

/** What is wrong with the command line, and which command's help to read. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function refusalOf(command: Command, { code, message }: CommanderError): UsageError {
  const problem = worded(command, code, message)
    .replace(/^error: (?:command-argument )?/, '')
    .replaceAll('\n', ' ')
    .replace(/\.?$/, '');
  return new UsageError(`${printable(problem)}. ${pathOf(command)} --help says more.`);
}

export const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

function worded(command: Command, code: string, message: string): string {
  // One of several is a guess, not a hint.
  const said = message.replace(/\n?\(Did you mean one of [^)]*\?\)$/, '');
  if (code === 'commander.unknownOption') return said.replace(GIVEN_OPTION, "'$1'");
  if (code === 'commander.excessArguments') return said.replace(/(but got \d+): [\s\S]*$/, '$1');
  if (code !== 'commander.unknownCommand') return said;
  const given = command.args[0] ?? '';
  if (given === 'version') return "unknown command 'version' (Did you mean --version?)";
  return mayBeSecret(given) ? 'unknown command' : said;
}

/** `--key=secret` and `-ksecret`, up to where the value begins. */
const GIVEN_OPTION = /'(--[^=]*|-[^-])[\s\S]*'/;

/** A command that was mistyped is a short word. */
const mayBeSecret = (text: string): boolean => text.length > 20 || /[@:=]/.test(text);
