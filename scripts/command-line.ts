/** Command lines, which every command of this project reads alike. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What a wrong command line ends with, as in sysexits.h. */
export const EX_USAGE = 64;

/**
 * What was given. Ends the process with 0 after `--help`, and with 64 where something is no option, or has not its
 * form; for what a script finds wrong itself there is {@link refuse}.
 */
export function argumentsOf<const T extends ParseArgsConfig>(
  command: string,
  help: string,
  accepted: T,
): ReturnType<typeof parseArgs<T>> {
  const given = ((): ReturnType<typeof parseArgs<T>> => {
    try {
      return parseArgs(accepted);
    } catch (error) {
      return refuse(command, (error as Error).message);
    }
  })();
  if (!Object.entries(given.values).some(([name, value]) => name === 'help' && value === true)) return given;
  console.log(help);
  process.exit(0);
}

export function refuse(command: string, complaint: string): never {
  console.error(`${command}: ${complaint}\nnpm run ${command} -- --help says more.`);
  process.exit(EX_USAGE);
}

export const flag = { type: 'boolean', default: false } as const;
export const text = { type: 'string' } as const;
