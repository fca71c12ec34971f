/** The command line of the benchmarks. */
import { parseArgs } from 'node:util';
import { refuse } from '../scripts/command-line.ts';
import { type ClientName, clientNames, hasWrk, WHY_NO_WRK } from './load/client.ts';
import { type Contract, logouts, type Question, questionNames } from './questions.ts';

/** What is measured in place of the comparison, each by an option of its name. */
export const otherModes = ['profile', 'workers', 'growth', 'many', 'start', 'memory', 'guard'] as const;
export type Mode = 'compare' | (typeof otherModes)[number];

const help = `npm run bench [-- options]

Measures verify, logout and introspection of logoutd against bare servers and against Express as documented, taking
turns in one run: requests a second, latencies, processor time a request. See bench/README.md.

  --full            against other packages too; installs them in bench/peers
  --only NAME,...   of ${questionNames.join(', ')}
  --contract NAME   whose logout: ${Object.keys(logouts).join(', ')} (default platform)
  --rounds N        measured rounds, or starts with --start (default 5)
  --seconds S       of each round (default 2)
  --connections N   each with one request under way (default 64)
  --idle N          connections beside those that have asked before and are silent (default 0)
  --load NAME       what sends the requests: ${clientNames.join(', ')} (default wrk where it is installed)

In place of that:
  --profile         where the time of a request goes, by the stages of its way (--seconds 5 does well)
  --workers         1 and 2 workers, on SQLite and on Redis, which share the cores with their load (--only logout by default)
  --growth          more and more ended sessions in the store: throughput, start, memory, clean-up (--only verify,logout by default)
  --many            few and many connections, and many silent ones beside them (likewise)
  --start           from npm start to the first answer, in milliseconds
  --memory          resident memory at the start and after requests
  --guard           the short form for CI: ends with 1 when logout or verify costs more than it did
  --sizes N,...     ended sessions in the stores of --growth (default 1000,100000,1000000; 10000000 takes 5 GB and some minutes)
  --sessions N      ended sessions in the store beforehand, with --start and --memory (default 100000)
  --after N,N       after how many requests to look, with --memory (default 3000,40000)

  --record          writes the results to docs/benchmarks, and the summary into README.md
  --folder PATH     where stores and logs go for the time (default: the system's folder for that)
  --json FILE       writes all figures there
  --help            this text`;

export interface Options {
  readonly mode: Mode;
  readonly isFull: boolean;
  readonly questions: readonly Question[];
  readonly contract: Contract;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly idle: number;
  readonly client: ClientName;
  readonly sizes: readonly number[];
  readonly sessions: number;
  readonly after: readonly number[];
  readonly isRecorded: boolean;
  readonly folder: string | undefined;
  readonly json: string | undefined;
}

/** What is measured where nothing else is asked for; else all. */
const usual: Readonly<Partial<Record<Mode, readonly Question[]>>> = {
  workers: ['logout'],
  growth: ['verify', 'logout'],
  many: ['verify', 'logout'],
};

const NO_PEERS =
  '--full needs wrk (apt-get install wrk): the own client does not read all answers of the peers';

/** The help where it is asked for. Ends the process for what is no option, or not a number. */
export function readOptions(args: readonly string[]): Options | string {
  try {
    return understood(args);
  } catch (error) {
    return refuse('bench', (error as Error).message);
  }
}

/** Throws for what is no option, or not a number. */
export function understood(args: readonly string[]): Options | string {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: flag,
      only: { type: 'string' },
      contract: text('platform'),
      rounds: text('5'),
      seconds: text('2'),
      connections: text('64'),
      idle: text('0'),
      load: text(hasWrk ? 'wrk' : 'own'),
      profile: flag,
      workers: flag,
      growth: flag,
      many: flag,
      start: flag,
      memory: flag,
      guard: flag,
      sizes: text('1000,100000,1000000'),
      sessions: text('100000'),
      after: text('3000,40000'),
      record: flag,
      folder: { type: 'string' },
      json: { type: 'string' },
      help: flag,
    },
  });
  if (values.help) return help;
  const [mode = 'compare', another] = otherModes.filter((name) => values[name]);
  if (another !== undefined) throw new Error(`--${mode} and --${another} are two things: choose one`);
  const client = oneOf('load', clientNames, values.load);
  if (client === 'wrk' && !hasWrk) throw new Error(`--load wrk: ${WHY_NO_WRK}`);
  if (client === 'own' && values.full) throw new Error(NO_PEERS);
  const only = values.only ?? (usual[mode] ?? questionNames).join(',');
  return {
    mode,
    isFull: values.full,
    questions: only.split(',').map((name) => oneOf('only', questionNames, name)),
    contract: oneOf('contract', Object.keys(logouts) as Contract[], values.contract),
    rounds: whole('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    connections: whole('connections', values.connections),
    idle: values.idle === '0' ? 0 : whole('idle', values.idle),
    client,
    sizes: values.sizes.split(',').map((count) => whole('sizes', count)),
    sessions: whole('sessions', values.sessions),
    after: values.after.split(',').map((count) => whole('after', count)),
    isRecorded: values.record,
    folder: values.folder,
    json: values.json,
  };
}

function oneOf<const T extends string>(option: string, names: readonly T[], given: string): T {
  const name = names.find((one) => one === given);
  if (name === undefined) throw new Error(`--${option} is one of ${names.join(', ')}, and not ${given}`);
  return name;
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 1e7)) throw new Error(`--${name} must be a number above 0`);
  return number;
}

function whole(name: string, value: string): number {
  const number = positive(name, value);
  if (!Number.isInteger(number)) throw new Error(`--${name} must be a whole number`);
  return number;
}
