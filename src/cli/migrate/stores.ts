/** The two stores of a move, by what the command line and the environment say. */
import { storeUrlOf } from '../../config/settings.ts';
import type { Archive, CopyTarget } from '../../stores/archive/archive.ts';
import { COPYABLE_FORMS, type Copyable, copyableAt } from '../../stores/archive/open.ts';
import { DATA_FOLDER } from '../../stores/open.ts';
import { type StoreOpenCode, StoreOpenError } from '../../stores/opening.ts';
import type { Context } from '../command.ts';
import { EXIT, Failure } from '../exit.ts';

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
  const source = await opened(fromName, old.openSource());
  try {
    return { source, target: await opened(toName, fresh.openTarget(source.origin)) };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** It is not repeated, as it may hold a password. */
function copyable(name: string, address: string, env: Context['env']): Copyable {
  const found = copyableAt(address, {
    redisDurability: env['LOGOUTD_REDIS_DURABILITY'] === 'warn' ? 'warn' : 'strict',
    dataFolder: DATA_FOLDER,
  });
  if (found !== null) return found;
  const status = name.startsWith('--') ? EXIT.usage : EXIT.configuration;
  throw new Failure(status, `${name} is of no form that can be copied. Set it to ${COPYABLE_FORMS}.`);
}

/** What the same command may not meet the next time. */
const MAY_PASS: readonly StoreOpenCode[] = ['away', 'in-use'];

async function opened<R>(name: string, opening: Promise<R>): Promise<R> {
  try {
    return await opening;
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    const mayPass = MAY_PASS.includes(error.code);
    const status = mayPass ? EXIT.unavailable : EXIT.configuration;
    throw new Failure(status, inTermsOf(name, error.message), { cause: error, mayPass });
  }
}

/** The stores speak to an operator whose server has only the one. */
const inTermsOf = (name: string, message: string): string =>
  `${name}: ${message.replaceAll('LOGOUTD_STORE', name)}`;
