/** The command line of the kit: which server, which contracts, and by what means states are brought about. */
import { parseArgs } from 'node:util';
import { type Contract, contracts } from '../documents.ts';

export interface Options {
  readonly target: string;
  readonly contracts: readonly [Contract, ...Contract[]];
  /** Whether the target says more than in production, where its contract lets it. */
  readonly isDevelopment: boolean;
  /** Shell commands; `null`: none was given. */
  readonly start: string | null;
  readonly token: string | null;
  readonly state: string | null;
  readonly fail: string | null;
  readonly mend: string | null;
  /** Keys of the control API, for a target that has it. */
  readonly adminKey: string | null;
  readonly checkKey: string | null;
  /** How many requests of an address the target permits; `null`: its limit is not to be met. */
  readonly limit: number | null;
  /** In lower case: headers that the target's surroundings add. */
  readonly allowedHeaders: readonly string[];
  /** Of a request, and of a command. */
  readonly timeoutMs: number;
  readonly startTimeoutMs: number;
  /** Whether a row that no option gives the means for is as bad as one that failed. */
  readonly failsOnSkipped: boolean;
  readonly junit: string | null;
  readonly json: string | null;
}

/** What is wrong with the command line, as a sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** `null`: help was asked for. @throws {UsageError} */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options | null {
  const { values } = parsed(args);
  if (values.help === true) return null;
  if ((values['fail-command'] === undefined) !== (values['mend-command'] === undefined)) {
    throw new UsageError(
      '--fail-command and --mend-command go together: what is made to fail has to be mended',
    );
  }
  return {
    target: targetOf(values.target),
    contracts: contractsOf(values.contract ?? []),
    isDevelopment: values.development === true,
    start: values.start ?? null,
    token: values['token-command'] ?? null,
    state: values['state-command'] ?? null,
    fail: values['fail-command'] ?? null,
    mend: values['mend-command'] ?? null,
    adminKey: env['LOGOUTD_ADMIN_KEY'] || null,
    checkKey: env['LOGOUTD_CHECK_KEY'] || null,
    limit: values.limit === undefined ? null : positive('--limit', values.limit),
    allowedHeaders: (values['allow-header'] ?? []).map((name) => name.toLowerCase()),
    timeoutMs: positive('--timeout', values.timeout ?? '10') * 1000,
    startTimeoutMs: positive('--start-timeout', values['start-timeout'] ?? '30') * 1000,
    failsOnSkipped: values['fail-on-skipped'] === true,
    junit: values.junit ?? null,
    json: values.json ?? null,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const texts = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        target: text,
        contract: texts,
        start: text,
        'start-timeout': text,
        development: flag,
        'token-command': text,
        'state-command': text,
        'fail-command': text,
        'mend-command': text,
        limit: text,
        'allow-header': texts,
        timeout: text,
        'fail-on-skipped': flag,
        junit: text,
        json: text,
        help: flag,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function targetOf(value: string | undefined): string {
  if (value === undefined) throw new UsageError('--target is missing: where is the server?');
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new UsageError(`--target has to be an http or https URL, not ${value}`);
  }
  // Paths of operations are put behind it, and credentials are the rows' own.
  if (/[?#]/.test(value)) throw new UsageError('--target takes neither a query nor a fragment');
  if (url.username !== '' || url.password !== '') throw new UsageError('--target takes no user and password');
  return value;
}

function contractsOf(names: readonly string[]): Options['contracts'] {
  const known = names.map((name) => {
    const contract = contracts.find((one) => one === name);
    if (contract === undefined)
      throw new UsageError(`there is no contract ${name}; there are ${contracts.join(', ')}`);
    return contract;
  });
  const [first, ...others] = new Set(known);
  if (first === undefined)
    throw new UsageError('--contract is missing: which of the contracts is the server to keep?');
  return [first, ...others];
}

function positive(name: string, value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw new UsageError(`${name} has to be a whole number from 1 on, not ${value}`);
}
