/** The command line of the kit: which server, which contracts, and by what means states are brought about. */
import { parseArgs } from 'node:util';
import { type Contract, contracts } from '../documents.ts';

export interface Options {
  readonly target: string;
  readonly contracts: readonly [Contract, ...Contract[]];
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
  readonly timeoutMs: number;
  readonly junit: string | null;
  readonly json: string | null;
}

export const HELP = `logoutd-contract --target URL --contract NAME [OPTIONS]

Asks a server, yours or any other, for every answer that a contract declares, and judges each by the contract's
OpenAPI document: status, media type, headers, every member of the body. What it has no means to bring about is
skipped, with the reason.

  --target URL           where the server is
  --contract NAME        ${contracts.join(', ')}; may be repeated
  --start COMMAND        starts the server first, and stops it in the end
  --token-command CMD    prints a fresh token. LOGOUTD_TOKEN_CLAIMS has the claims that it is to have, as JSON
                         (null: without that claim); LOGOUTD_TOKEN_KIND is valid or expired
  --state-command CMD    brings a state about: an operation of the control contract, as JSON in LOGOUTD_STATE. Not
                         needed where the target has that API, and LOGOUTD_ADMIN_KEY is set
  --fail-command CMD     makes the target's store fail; --mend-command CMD mends it again
  --limit N              how many requests of an address the target permits; they are sent, and one more
  --allow-header NAME    a header that a proxy adds; may be repeated
  --timeout SECONDS      how long to wait for an answer (default 10)
  --junit FILE           writes the results as JUnit
  --json FILE            writes the results as JSON
  --help                 this text

Environment: LOGOUTD_ADMIN_KEY, LOGOUTD_CHECK_KEY, for the control contract.

Exit status: 0 when nothing failed, 1 when an answer was wrong, 64 when the command line is, 69 when there is no server.`;

/** What is wrong with the command line, as a sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** `null`: help was asked for. @throws {UsageError} */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options | null {
  const { values } = parsed(args);
  if (values.help === true) return null;
  return {
    target: targetOf(values.target),
    contracts: contractsOf(values.contract ?? []),
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
    junit: values.junit ?? null,
    json: values.json ?? null,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const texts = { type: 'string', multiple: true } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        target: text,
        contract: texts,
        start: text,
        'token-command': text,
        'state-command': text,
        'fail-command': text,
        'mend-command': text,
        limit: text,
        'allow-header': texts,
        timeout: text,
        junit: text,
        json: text,
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function targetOf(value: string | undefined): string {
  if (value === undefined) throw new UsageError('--target is missing: where is the server?');
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return value;
  throw new UsageError(`--target has to be an http or https URL, not ${value}`);
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
