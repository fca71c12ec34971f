/** The two stores of a move, by what the command line and the environment say. */
import { text } from '../../config/read.ts';
import { storeUrlOf } from '../../config/settings.ts';
import type { Archive, CopyTarget } from '../../stores/archive/archive.ts';
import { COPYABLE_FORMS, type Copyable, copyableAt } from '../../stores/archive/open.ts';
import { DATA_FOLDER, hintOn } from '../../stores/open.ts';
import { type StoreOpenCode, StoreOpenError } from '../../stores/opening.ts';
import type { Context } from '../command.ts';
import { EXIT, type ExitStatus, Failure } from '../exit.ts';

export interface Addresses {
  readonly from?: string;
  readonly to?: string;
}

/** Both open: whoever asked closes them. @throws {Failure} where one is not to be had */
export async function openBoth(
  { from, to }: Addresses,
  env: Context['env'],
): Promise<{ readonly source: Archive; readonly target: CopyTarget }> {
  const wanted = to ?? env['LOGOUTD_MIGRATE_TO'];
  if (wanted === undefined || wanted === '') {
    throw new Failure(EXIT.usage, 'where to? Name the new store with --to or LOGOUTD_MIGRATE_TO.');
  }
  const [fromName, toName] = [
    from === undefined ? 'LOGOUTD_STORE' : '--from',
    to === undefined ? 'LOGOUTD_MIGRATE_TO' : '--to',
  ];
  const old = copyable(fromName, from ?? storeUrlOf(env), env);
  const fresh = copyable(toName, wanted, env);
  const isDefault = from === undefined && text(env, 'LOGOUTD_STORE') === null;
  const source = await opened(
    {
      name: fromName,
      shown: isDefault ? `${fromName}, which is not set` : fromName,
      empty: 'As it is, there is nothing to copy',
    },
    old.openSource(),
  );
  try {
    const named = { name: toName, shown: toName, empty: 'Then run the same again' };
    return { source, target: await opened(named, fresh.openTarget(source.origin)) };
  } catch (error) {
    await source.close();
    const taken = await nameIfSame(source, fresh, error);
    throw taken === null ? error : sameStore({ fromName, toName, source: source.name, taken }, error);
  }
}

/** What the target is called where it is the source; `null`: it is not, as far as can be told. */
async function nameIfSame(source: Archive, fresh: Copyable, error: unknown): Promise<string | null> {
  const { cause } = error as Error;
  // What is away or locked would only be waited for once more.
  if (!(cause instanceof StoreOpenError) || MAY_PASS.includes(cause.code)) return null;
  const taken = await fresh.openSource().catch(() => null);
  await taken?.close();
  return taken?.origin === source.origin ? taken.name : null;
}

function sameStore(
  named: {
    readonly fromName: string;
    readonly toName: string;
    readonly source: string;
    readonly taken: string;
  },
  cause: unknown,
): Failure {
  const { fromName, toName, source, taken } = named;
  // A backup has the identity of its store, and a server can have several names.
  const what =
    source === taken
      ? `${fromName} and ${toName} name the same store, ${source}`
      : `${toName} names ${taken}, which is the store of ${fromName} under another name, or a backup of it`;
  return new Failure(statusOf(toName), `${what}. Name a store with ${toName} that is not there yet.`, {
    cause,
  });
}

/** Who is wrong: the command line, or the environment. */
const statusOf = (name: string): ExitStatus => (name.startsWith('--') ? EXIT.usage : EXIT.configuration);

/** It is not repeated, as it may hold a password. */
function copyable(name: string, address: string, env: Context['env']): Copyable {
  const found = copyableAt(address, {
    redisDurability: env['LOGOUTD_REDIS_DURABILITY'] === 'warn' ? 'warn' : 'strict',
    dataFolder: DATA_FOLDER,
  });
  if (found !== null) return found;
  throw new Failure(
    statusOf(name),
    `${name} is of no form that can be copied${hintOn(address)}. Set it to ${COPYABLE_FORMS}.`,
  );
}

/** What the same command may not meet the next time. */
const MAY_PASS: readonly StoreOpenCode[] = ['away', 'in-use'];

interface Named {
  readonly name: string;
  readonly shown: string;
  /** What is to be done where there is no store, or none any more. */
  readonly empty: string;
}

async function opened<R>(named: Named, opening: Promise<R>): Promise<R> {
  try {
    return await opening;
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    const mayPass = MAY_PASS.includes(error.code);
    const status = mayPass ? EXIT.unavailable : EXIT.configuration;
    throw new Failure(status, inTermsOf(named, error.message), { cause: error, mayPass });
  }
}

/** The stores speak to an operator who starts a server, and has only the one. */
const inTermsOf = ({ name, shown, empty }: Named, message: string): string =>
  `${shown}: ${message.replaceAll('LOGOUTD_STORE', name).replace(/The next start then makes a new, empty store/, empty)}`;
