/** The command line of `npm run fuzz`. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { contractNames } from '../contracts/documents.ts';

const EXAMPLES = 100;
const LONG = 20_000;
const SEED = 1;

const help = `npm run fuzz [-- options]

Schemathesis against a real server, one run for each document, with every check on. The server is started for it,
with a store of its own and without limits. What is no failure, and why, is in scripts/fuzz/schemathesis.toml.

  --examples N      generated cases an operation and phase (default ${EXAMPLES})
  --long            ${LONG} of them, and others each time: for a night
  --seed N          other cases than those of every run; --long says which seed it took
  --document NAME   ${contractNames.join(', ')}; may be repeated (default: all)
  --url URL         a server that runs already, without limits; LOGOUTD_JWT_SECRET and LOGOUTD_ADMIN_KEY are its own
  --by ENGINE       docker or venv (default: docker where an engine answers)
  --reports PATH    where the reports go (default reports/fuzz)
  --help            this text

It needs docker, or Python 3.11 or later with venv.

It ends with 1 when anything failed, 2 when it could not run, and 64 when the command line is wrong.`;

export type Document = (typeof contractNames)[number];
export type EngineName = 'docker' | 'venv';

export interface Options {
  readonly examples: number;
  /** The same cases each time. Schemathesis leaves the seed aside then. */
  readonly deterministic: boolean;
  readonly seed: number;
  readonly documents: readonly Document[];
  readonly url: string | undefined;
  readonly by: EngineName | undefined;
  readonly reports: string;
}

/** What is wrong with the command line. */
export class UsageError extends Error {}

/** The help where it is asked for. @throws {UsageError} for what is no option, or has no such value */
export function readOptions(args: readonly string[]): Options | string {
  try {
    return understood(args);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function understood(args: readonly string[]): Options | string {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      examples: text,
      long: flag,
      seed: text,
      document: { type: 'string', multiple: true, default: [...contractNames] },
      url: text,
      by: text,
      reports: { type: 'string', default: 'reports/fuzz' },
      help: flag,
    },
  });
  if (values.help) return help;
  const { long, seed, by, url } = values;
  if (url !== undefined && !URL.canParse(url)) throw new Error(`--url takes an address, not ${url}`);
  return {
    examples: values.examples === undefined ? (long ? LONG : EXAMPLES) : whole('examples', values.examples),
    deterministic: !long && seed === undefined,
    seed: seed !== undefined ? whole('seed', seed) : long ? randomInt(1, 2 ** 31) : SEED,
    documents: contractNames.filter((name) =>
      among('document', values.document, contractNames).includes(name),
    ),
    url: url?.replace(/\/$/, ''),
    by: by === undefined ? undefined : among('by', [by], ['docker', 'venv'])[0],
    reports: values.reports,
  };
}

function whole(name: string, value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number > 0 && number < 2 ** 31) return number;
  throw new Error(`--${name} takes a whole number from 1 on, not ${value}`);
}

function among<T extends string>(name: string, values: readonly string[], known: readonly T[]): readonly T[] {
  return values.map((value) => {
    const found = known.find((one) => one === value);
    if (found === undefined) throw new Error(`--${name} takes ${known.join(', ')}, not ${value}`);
    return found;
  });
}
