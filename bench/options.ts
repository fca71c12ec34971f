/** The command line of the benchmarks. */
import { parseArgs } from 'node:util';
import { refuse } from '../scripts/command-line.ts';
import { checks, logouts, type QuestionName } from './questions.ts';

const help = `npm run bench [-- options]

Throughput of logouts or checks against bare servers, taking turns in one run; see bench/README.md.

  --rounds N        measured rounds, or starts with --start (default 9)
  --seconds S       of each round (default 4)
  --connections N   each with one request under way (default 64)
  --contract NAME   whose logout: ${Object.keys(logouts).join(', ')} (default platform)
  --check NAME      in place of a logout: ${Object.keys(checks).join(', ')}

  --workers         in place of bare servers: 1 and 2 workers, on SQLite and on Redis, which share the cores with their load

  --start           in place of that: from npm start to the first answer, in milliseconds
  --memory          in place of that: resident memory at the start and after requests
  --sessions N      ended sessions in the store beforehand, with --start and --memory (default 100000)
  --after N,N       after how many requests to look, with --memory (default 3000,40000)

  --folder PATH     where stores and logs go for the time (default: the system's folder for that)
  --json FILE       writes all figures there
  --help            this text`;

export interface Options {
  readonly mode: 'throughput' | 'start' | 'memory';
  readonly scaling: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly question: QuestionName;
  readonly sessions: number;
  readonly after: readonly number[];
  readonly folder: string | undefined;
  readonly json: string | undefined;
}

/** The help where it is asked for. Ends the process for what is no option, or not a number. */
export function readOptions(args: readonly string[]): Options | string {
  try {
    return understood(args);
  } catch (error) {
    return refuse('bench', (error as Error).message);
  }
}

function understood(args: readonly string[]): Options | string {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: text('9'),
      seconds: text('4'),
      connections: text('64'),
      contract: text('platform'),
      check: { type: 'string' },
      sessions: text('100000'),
      after: text('3000,40000'),
      workers: flag,
      start: flag,
      memory: flag,
      folder: { type: 'string' },
      json: { type: 'string' },
      help: flag,
    },
  });
  if (values.help) return help;
  return {
    mode: values.start ? 'start' : values.memory ? 'memory' : 'throughput',
    scaling: values.workers,
    rounds: whole('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    connections: whole('connections', values.connections),
    question: questionOf(values),
    sessions: whole('sessions', values.sessions),
    after: values.after.split(',').map((count) => whole('after', count)),
    folder: values.folder,
    json: values.json,
  };
}

function questionOf({
  contract,
  check,
}: {
  readonly contract: string;
  readonly check?: string;
}): QuestionName {
  if (!isIn(logouts, contract)) throw new Error(`no such contract: ${contract}`);
  if (check === undefined) return contract;
  if (!isIn(checks, check)) throw new Error(`no such check: ${check}`);
  return check;
}

const isIn = <T extends object>(all: T, name: string): name is keyof T & string => Object.hasOwn(all, name);

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 1e6)) throw new Error(`--${name} must be a number above 0`);
  return number;
}

function whole(name: string, value: string): number {
  const number = positive(name, value);
  if (!Number.isInteger(number)) throw new Error(`--${name} must be a whole number`);
  return number;
}
