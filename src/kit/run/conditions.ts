/** What a server that is not ours has to suffer, as far as its people have given means to bring it about. */
import type { Condition } from '../scenario.ts';
import { type Exchange, serverAt } from '../server.ts';
import { CannotArrange, type Target } from '../target.ts';
import { type Bounds, run } from './commands.ts';
import type { Options } from './options.ts';
import { tokensBy } from './tokens.ts';

/** In the order in which they are brought about: what spoils the target for the others comes last. */
export const order: readonly Condition[] = [
  'in production',
  'in development',
  'after the log was trimmed',
  'with a locked store',
  'with a damaged store',
  'limited',
];

export interface Conditions {
  /**
   * @param watch as in `Access`
   * @throws {CannotArrange}
   * @throws {CommandFailed}
   */
  under(condition: Condition, watch: (exchange: Exchange | null) => void): Promise<Target>;
  /** Leaves the target as it was found, but for its limit. @throws {CommandFailed} */
  end(): Promise<void>;
}

interface Around {
  /** Stops whatever goes on, but for the mending. */
  readonly signal: AbortSignal;
  /** Takes up the credentials of the run. */
  readonly secrets: Set<string>;
}

export function conditionsOf(options: Options, { signal, secrets }: Around): Conditions {
  const { timeoutMs } = options;
  let store: 'well' | 'failing' | 'unknown' = 'well';
  const fail = async (): Promise<void> => {
    if (options.fail === null) throw new CannotArrange('It needs a store that fails: --fail-command.');
    if (store === 'failing') return;
    // Half of it may have been done, and has to be mended as well.
    store = 'unknown';
    await run('fail', options.fail, {}, { timeoutMs, signal });
    store = 'failing';
  };
  const mend = async (): Promise<void> => {
    if (store === 'well' || options.mend === null) return;
    await run('mend', options.mend, {}, { timeoutMs });
    store = 'well';
  };
  return {
    under: async (condition, watch) => {
      if (condition.startsWith('with ')) await fail();
      else await mend();
      if (condition === 'limited' && options.limit === null) {
        throw new CannotArrange('It needs to know the limit: --limit.');
      }
      return targetOf(options, { timeoutMs, signal }, secrets, watch);
    },
    end: mend,
  };
}

function targetOf(
  options: Options,
  bounds: Bounds,
  secrets: Set<string>,
  watch: (exchange: Exchange | null) => void,
): Target {
  for (const key of [options.adminKey, options.checkKey]) if (key !== null) secrets.add(key);
  const target = serverAt(options.target, {
    ...tokensBy(options.token, bounds, secrets),
    key: (role) => {
      const key = { admin: options.adminKey, check: options.checkKey }[role];
      if (key !== null) return key;
      throw new CannotArrange(
        `It needs the ${role} key of the control API: LOGOUTD_${role.toUpperCase()}_KEY.`,
      );
    },
    trimmedCursor: () => {
      throw new CannotArrange('It needs a log whose beginning is no longer kept.');
    },
    permitted: options.limit ?? 0,
    timeoutMs: bounds.timeoutMs,
    watch,
  });
  const { state } = options;
  if (state === null && options.adminKey !== null) return target;
  return {
    ...target,
    arrange: async (operation, ask) => {
      if (state === null) throw new CannotArrange('It needs a state: --state-command, or LOGOUTD_ADMIN_KEY.');
      await run('state', state, { LOGOUTD_STATE: JSON.stringify({ operation, ...ask }) }, bounds);
    },
  };
}
