import { InvalidArgumentError } from 'commander';
import { openerOf } from '../../stores/open.ts';
import { StoreOpenError } from '../../stores/opening.ts';
import { type Context, type Define, examples } from '../command.ts';
import { EXIT, Failure } from '../exit.ts';
import { printable } from '../output/printable.ts';
import { say, sayJson } from '../output/streams.ts';

const SCHEME = 'sqlite:';
/** It may hold a password, and is not repeated. */
const OF_A_SERVER = /^(?:redis|valkey)s?:/;

export const backup: Define = (parent, context) => {
  parent
    .command('backup')
    .summary('copy the store to a file')
    .description(
      'Copies the store that LOGOUTD_STORE names, as a server started here would, to a file that must not be there yet. A server may be serving meanwhile. The copy is checked, and only this user can read it. README.md says how to go back to one.',
    )
    .argument('<file>', 'where to', path)
    .optionsGroup('Output:')
    .option('--json', 'for programs: one JSON object')
    .addHelpText(
      'after',
      examples(
        ['logoutd backup backup.db', 'of a development server'],
        ['NODE_ENV=production logoutd backup "backup-$(date +%F).db"', 'one a day'],
      ),
    )
    .action((file: string, { json }: { readonly json?: true }) => make(file, json === true, context));
};

async function make(file: string, json: boolean, { env }: Context): Promise<void> {
  // Loaded only here: no other command needs a store, or the settings of a server.
  const [{ storeUrlOf }, { backUpUnlessStopped }] = await Promise.all([
    import('../../config/settings.ts'),
    import('../backup/interruptible.ts'),
  ]);
  const outcome = await backUpUnlessStopped(storePath(storeUrlOf(env)), file);
  if ('refusedBy' in outcome) {
    throw new Failure(outcome.refusedBy === 'store' ? EXIT.configuration : EXIT.output, outcome.message);
  }
  const { made } = outcome;
  if (json) return sayJson(made);
  say(`Done: ${printable(made.store)} is copied to ${printable(made.file)}.`);
  say(
    `It has ${count(made.sessions, 'session')} and ${count(made.logEntries, 'entry', 'entries')} of the log.`,
  );
}

/** @throws {Failure} where a server could not open it, or where it is no file */
function storePath(url: string): string {
  try {
    openerOf(url);
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    throw new Failure(EXIT.configuration, error.message, { cause: error });
  }
  if (url.startsWith(SCHEME)) return url.slice(SCHEME.length);
  const why =
    url === 'memory:'
      ? 'memory: keeps nothing'
      : 'a Redis or Valkey is backed up by its own means, its append-only file or a snapshot';
  throw new Failure(
    EXIT.configuration,
    `LOGOUTD_STORE is no file that could be copied: backup is for sqlite:<path>, and ${why}.`,
  );
}

/** Not an address: that would be the name of a file as well. */
function path(text: string): string {
  if (text === '') throw new InvalidArgumentError('It has to be the path of a new file.');
  if (OF_A_SERVER.test(text)) {
    throw new Failure(
      EXIT.usage,
      'a backup is a file: name the path of a new one, not the address of a server.',
    );
  }
  if (!text.startsWith(SCHEME)) return text;
  const bare = text.slice(SCHEME.length);
  throw new InvalidArgumentError(
    `It has to be the path of a new file, without ${SCHEME} (did you mean ${bare}?)`,
  );
}

const count = (many: number, one: string, more = `${one}s`): string => `${many} ${many === 1 ? one : more}`;
