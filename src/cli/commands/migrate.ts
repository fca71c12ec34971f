import type { Kind } from '../../stores/archive/archive.ts';
import { type Context, type Define, examples } from '../command.ts';
import { EXIT, Failure } from '../exit.ts';
import type { Addresses } from '../migrate/stores.ts';
import { note } from '../output/streams.ts';

interface Options extends Addresses {
  readonly json?: true;
}

export const migrate: Define = (parent, context) => {
  parent
    .command('migrate')
    .summary('copy the store into another one, and verify it')
    .description(
      'Makes a new store what the old one is, between SQLite and Redis either way, while a server serves on the old one. Run it once more with logoutd stopped: it brings over what has changed since, compares both, and only then lets a server open the new one. Interrupted, it goes on when it is run again. README.md has the steps of a move.',
    )
    .optionsGroup('Stores:')
    .option('--from <address>', 'the old store (else LOGOUTD_STORE, as a server started here)')
    .option('--to <address>', 'the new one: not there yet, or begun by this (else LOGOUTD_MIGRATE_TO)')
    .optionsGroup('Output:')
    .option('--json', 'for programs: one JSON object')
    .addHelpText(
      'after',
      `
An address is one that LOGOUTD_STORE takes. One with a password belongs into the
environment, where other users of the machine cannot read it.
${examples(
  ['logoutd migrate --from sqlite:data/logoutd.db --to redis://redis.internal', 'from a file to a server'],
  ['logoutd migrate --from redis://redis.internal --to sqlite:data/back.db', 'and back'],
)}`,
    )
    .action((options: Options) => move(options, context));
};

async function move({ json, ...addresses }: Options, { env, now }: Context): Promise<void> {
  // Loaded only here: no other command needs two stores.
  const [{ openBoth }, procedure, { NAMES, problemOf, report }, { StoreError }] = await Promise.all([
    import('../migrate/stores.ts'),
    import('../migrate/migrate.ts'),
    import('../migrate/report.ts'),
    import('../../stores/archive/archive.ts'),
  ]);
  const begunMs = now();
  const { source, target } = await openBoth(addresses, env);
  try {
    // For who watches it: a large store takes its time.
    const tell = (step: string, kind: Kind): void => {
      if (process.stderr.isTTY) note(`${step} ${NAMES[kind]}`);
    };
    const migration = await procedure.migrate(source, target, tell);
    const seconds = Math.round((now() - begunMs) / 100) / 10;
    report(json === true, { migration, from: source.name, to: target.name, seconds });
    const { ended, kinds } = migration;
    if (ended !== 'whole') {
      throw new Failure(ended === 'differs' ? EXIT.failed : EXIT.again, problemOf(ended, kinds));
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new Failure(
      EXIT.unavailable,
      `${error.message} The new store is not whole, and no server opens it: run the same again, and it goes on.`,
      { cause: error, mayPass: true },
    );
  } finally {
    await Promise.allSettled([source.close(), target.close()]);
  }
}
