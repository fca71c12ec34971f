import { InvalidArgumentError, Option } from 'commander';
import { addServerOptions, type Define, examples, name, type ServerOptions } from '../command.ts';
import { EXIT, Failure } from '../exit.ts';
import { printable } from '../output/printable.ts';
import { note, say, sayJson } from '../output/streams.ts';
import { readTime } from '../output/times.ts';
import { connect } from '../server/api.ts';

interface Options extends ServerOptions {
  readonly subject?: string;
  readonly tenant?: string;
  readonly keyId?: string;
  readonly allOfIssuer?: string;
  readonly issuer?: string;
  readonly before?: string;
  readonly reason?: string;
  readonly dryRun?: true;
}

export const revoke: Define = (parent, context) => {
  const command = parent
    .command('revoke')
    .summary('end many sessions at once')
    .description(
      'Refuses every token issued up to now of a user, a tenant, a key or a whole issuer, seen or not, and ends their sessions. It cannot be undone: --dry-run says first how many there are.',
    )
    .optionsGroup('Whose, one of:')
    .option('--subject <subject>', 'all of this user', name)
    .option('--tenant <tenant>', 'all in this tenant, under every issuer', name)
    .option('--key-id <kid>', 'all tokens signed with this key', name)
    .option('--all-of-issuer <issuer>', 'all of this issuer', name)
    .optionsGroup('Options:')
    .option('--issuer <issuer>', 'whose user or key is meant (default: "default")', name)
    .option('--before <time>', 'issued up to then, like 2025-01-15T10:00:00Z (now unless given)', moment)
    .option('--reason <reason>', 'why, for the log', reasonOf)
    .addOption(new Option('--dry-run', 'end nothing, only count'))
    .addHelpText(
      'after',
      examples(
        ['logoutd revoke --subject ada --dry-run', 'how many sessions ada would lose'],
        ["logoutd revoke --subject ada --reason 'Password changed'", 'logs ada out everywhere'],
        ["logoutd revoke --key-id 2025-01 --reason 'Key leaked'", 'after a leak'],
      ),
    )
    .action(async (options: Options) => {
      const selection = selected(options);
      const { issuer, before, reason, dryRun } = options;
      const api = connect(options, context);
      const body = {
        ...selection,
        dryRun: dryRun === true,
        ...(before !== undefined && { before }),
        ...(reason !== undefined && { reason }),
      };
      const params = { query: { issuer: issuer ?? 'default' } };
      const answer = await api.ask(api.client.POST('/v1/revocations', { params, body }));
      if (options.json) return sayJson(answer);
      const many =
        answer.matchedSessions === 1 ? '1 active session' : `${answer.matchedSessions} active sessions`;
      if ('id' in answer) {
        say(`Done: ${many} ended. The log has it as ${printable(answer.id)}.`);
      } else {
        say(`It would end ${many}.`);
        note('Nothing has ended: without --dry-run it does.');
      }
    });
  addServerOptions(command);
};

/** The one member of the body that selects. */
function selected({ subject, tenant, keyId, allOfIssuer, issuer }: Options) {
  const given = [
    ...(subject === undefined ? [] : [{ subject }]),
    ...(tenant === undefined ? [] : [{ tenant }]),
    ...(keyId === undefined ? [] : [{ keyId }]),
    ...(allOfIssuer === undefined ? [] : [{ issuer: allOfIssuer }]),
  ];
  const [selection, ...more] = given;
  if (selection === undefined || more.length > 0) {
    throw new Failure(
      EXIT.usage,
      'revoke takes exactly one of --subject, --tenant, --key-id and --all-of-issuer.',
    );
  }
  if (issuer !== undefined && subject === undefined && keyId === undefined) {
    throw new Failure(
      EXIT.usage,
      '--issuer says whose user or key is meant: it goes with --subject or --key-id.',
    );
  }
  return selection;
}

function moment(text: string): string {
  const time = readTime(text);
  if (time !== null) return time;
  throw new InvalidArgumentError('It has to be a time with its offset, like 2025-01-15T10:00:00Z.');
}

function reasonOf(text: string): string {
  if (text !== '' && [...text].length <= 200) return text;
  throw new InvalidArgumentError('It has to have 1 to 200 characters.');
}
