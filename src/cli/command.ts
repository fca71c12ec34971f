/** What a command is made with, and what many of them share. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readDurationMs } from './output/times.ts';

/** What the process hands in. */
export interface Context {
  readonly version: string;
  /** Resolves once the server listens; ends the process where it cannot start. */
  readonly serve: () => Promise<void>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** Adds one command to its parent. */
export type Define = (parent: Command, context: Context) => void;

/** How every command that asks a server can be told where that is. */
export interface ServerOptions {
  readonly url?: string;
  readonly keyFile?: string;
  readonly timeout: number;
  readonly json?: true;
}

export function addServerOptions(command: Command): Command {
  return command
    .optionsGroup('Server:')
    .option('--url <url>', 'where the server is (LOGOUTD_URL; else this machine, at PORT or 4000)')
    .option('--key-file <file>', 'a file with the key (else LOGOUTD_KEY, or LOGOUTD_ADMIN_KEY)')
    .addOption(
      new Option('--timeout <seconds>', 'how long to wait for an answer')
        .default(10)
        .argParser(timeoutSeconds),
    )
    .optionsGroup('Output:')
    .option('--json', 'for programs: one JSON object a line, one line for each row');
}

export const issuerOption = (meaning: string): Option =>
  new Option('--issuer <issuer>', meaning).default('default').argParser(name);

export function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be a whole number from 1 on.');
}

/** Longer than anybody waits, and short of what timers take. */
const MOST_TIMEOUT_SECONDS = 86_400;

function timeoutSeconds(text: string): number {
  const seconds = wholeNumber(text);
  if (seconds <= MOST_TIMEOUT_SECONDS) return seconds;
  throw new InvalidArgumentError(`${MOST_TIMEOUT_SECONDS} (a day) is the most.`);
}

/** In milliseconds. */
export function duration(text: string): number {
  const ms = readDurationMs(text);
  if (ms !== null) return ms;
  throw new InvalidArgumentError('It has to be a number with s, m, h or d, like 90s, 30m, 12h or 7d.');
}

/** What the API takes as the name of anything. */
export function name(text: string): string {
  if (text !== '' && [...text].length <= 255) return text;
  throw new InvalidArgumentError('It has to have 1 to 255 characters.');
}

/** A name that goes into the path of a request, where these two would mean another path. */
export function pathName(text: string): string {
  if (text !== '.' && text !== '..') return name(text);
  throw new InvalidArgumentError('A URL cannot carry this name.');
}

/** For the end of a command's help. */
export function examples(...lines: readonly (readonly [line: string, meaning: string])[]): string {
  return `\nExamples:\n${lines.map(([line, meaning]) => `  # ${meaning}\n  ${line}`).join('\n')}`;
}
