/** Options of a command: numbers, words and paths, with a help text, and a line for what is wrong. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { EX_USAGE } from '../../scripts/command-line.ts';

interface Option {
  readonly fallback: number | string;
  /** Of a number. */
  readonly least?: number;
  /** Of a word. Without it, it is a path. */
  readonly choices?: readonly string[];
  readonly meaning: string;
}
type Options = Readonly<Record<string, Option>>;
type Given<O extends Options> = {
  readonly [K in keyof O]: O[K]['fallback'] extends number ? number : string;
};

/** Ends the process for `--help` (0) and for options that it does not understand (64). */
export function readArguments<const O extends Options>(command: string, about: string, options: O): Given<O> {
  const refuse = (complaint: string): never => {
    console.error(`${command}: ${complaint}`);
    process.exit(EX_USAGE);
  };
  const accepted: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', default: false } };
  for (const name of Object.keys(options)) accepted[name] = { type: 'string' };
  try {
    const { values } = parseArgs({ options: accepted });
    if (values['help'] === true) {
      console.log(helpOf(command, about, options));
      process.exit(0);
    }
    const read = Object.entries(options).map(([name, { fallback, least = 0, choices }]) => {
      const text = values[name];
      if (typeof text !== 'string') return [name, fallback];
      if (choices?.includes(text) === false) refuse(`--${name} takes one of ${choices.join(', ')}`);
      if (typeof fallback === 'string') return [name, text];
      const number = Number(text);
      if (!/^\d+(\.\d+)?$/.test(text) || number < least) refuse(`--${name} takes a number from ${least} on`);
      return [name, number];
    });
    return Object.fromEntries(read) as Given<O>;
  } catch (error) {
    return refuse((error as Error).message);
  }
}

const WIDTH = 22;

function helpOf(command: string, about: string, options: Options): string {
  const rows = Object.entries(options).map(([name, { fallback, choices, meaning }]) => {
    const taken = typeof fallback === 'number' ? 'N' : (choices?.join('|') ?? 'PATH');
    const usual = fallback === '' ? '' : ` (default ${fallback})`;
    return `  ${`--${name} ${taken}`.padEnd(WIDTH)}${meaning}${usual}`;
  });
  return [
    `npm run ${command} [-- OPTIONS]`,
    '',
    about,
    '',
    ...rows,
    `  ${'--help'.padEnd(WIDTH)}this text`,
  ].join('\n');
}
