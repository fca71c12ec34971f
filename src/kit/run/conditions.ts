/** What a server that is not ours has to suffer, as far as its people have given means to bring it about. */
import type { Condition } from '../scenario.ts';
import { serverAt } from '../server.ts';
import { CannotArrange, type Target } from '../target.ts';
import { run } from './commands.ts';
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
  /** @throws {CannotArrange} */
  under(condition: Condition): Promise<Target>;
  /** Leaves the target as it was found, but for its limit. */
  end(): Promise<void>;
}

export function conditionsOf(options: Options): Conditions {
  let isFailing = false;
  const fail = async (): Promise<void> => {
    if (options.fail === null) throw new CannotArrange('It needs a store that fails: --fail-command.');
    if (!isFailing) await run(options.fail, {});
    isFailing = true;
  };
  const mend = async (): Promise<void> => {
    if (!isFailing) return;
    isFailing = false;
    if (options.mend !== null) await run(options.mend, {});
  };
  return {
    under: async (condition) => {
      if (condition.startsWith('with ')) await fail();
      else await mend();
      if (condition === 'in development') {
        throw new CannotArrange(
          'It is about a server that runs for development, and shows more than in production.',
        );
      }
      if (condition === 'after the log was trimmed') {
        throw new CannotArrange('It needs a log whose beginning is no longer kept.');
      }
      if (condition === 'limited' && options.limit === null) {
        throw new CannotArrange('It needs to know the limit: --limit.');
      }
      return targetOf(options);
    },
    end: mend,
  };
}

function targetOf(options: Options): Target {
  const target = serverAt(options.target, {
    ...tokensBy(options.token),
    key: (role) => {
      const key = { admin: options.adminKey, check: options.checkKey }[role];
      if (key !== null) return key;
      throw new CannotArrange(
        `It needs the ${role} key of the control API: LOGOUTD_${role.toUpperCase()}_KEY.`,
      );
    },
    permitted: options.limit ?? 0,
    timeoutMs: options.timeoutMs,
  });
  const { state } = options;
  if (state === null && options.adminKey !== null) return target;
  return {
    ...target,
    arrange: async (operation, ask) => {
      if (state === null) throw new CannotArrange('It needs a state: --state-command, or LOGOUTD_ADMIN_KEY.');
      await run(state, { LOGOUTD_STATE: JSON.stringify({ operation, ...ask }) }).catch((error: Error) => {
        throw new CannotArrange(`The state command failed: ${error.message}.`);
      });
    },
  };
}
