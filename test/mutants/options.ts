/** The command line of `npm run mutants`. */
import { parseArgs } from 'node:util';
import { lists } from './lists.ts';
import { LEAST_SCORE, type Room, rooms } from './units/rooms.ts';

/** The lists of mutants made by hand, and `units`: those that Stryker makes. */
const names: readonly string[] = [...Object.keys(lists), 'units'];

const help = `npm run mutants [-- OPTIONS]

Breaks a copy of the product in one way at a time, and runs the tests that have to notice. The mutants of edge, server,
rules, documents and workers are made by hand, and each has to be caught. Those of units are made by Stryker, for ${rooms.join(', ')};
of them ${LEAST_SCORE} in 100 have to be caught by the room's own unit tests. Stryker is installed when it is first needed.

  --of LIST       only this list: ${names.join(', ')}
  --only TEXT     only mutants whose name has this text; of units, only this room
  --incremental   of units, only what has changed since the last run
  --help          this text

Ends with 0 when all were caught that have to be, with 1 when not, with 2 when it could not run, and with 64
where the command line is wrong.`;

export interface Options {
  /** Whether a mutant made by hand is meant. */
  readonly means: (list: string, name: string) => boolean;
  /** The rooms that Stryker mutates. */
  readonly rooms: readonly Room[];
  readonly incremental: boolean;
}

/** The help where it is asked for. @throws for what is no option, or means no mutant */
export function readOptions(args: readonly string[]): Options | string {
  const { values } = parseArgs({
    args: [...args],
    options: {
      of: { type: 'string' },
      only: { type: 'string' },
      incremental: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return help;
  const { of, only, incremental } = values;
  if (of !== undefined && !names.includes(of)) throw new Error(`--of takes ${names.join(', ')}, not ${of}`);
  const isOf = (list: string) => of === undefined || of === list;
  const options: Options = {
    means: (list, name) => isOf(list) && (only === undefined || name.includes(only)),
    rooms: rooms.filter((room) => isOf('units') && (only === undefined || only === room)),
    incremental,
  };
  const made = Object.entries(lists).flatMap(([list, mutants]) =>
    mutants.map(({ name }) => ({ list, name })),
  );
  if (options.rooms.length === 0 && !made.some(({ list, name }) => options.means(list, name))) {
    throw new Error(`no mutant is called ${only}; npm run mutants -- --help says what there is`);
  }
  return options;
}
