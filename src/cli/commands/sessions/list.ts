import { Option } from 'commander';
import type { components } from '../../../../generated/control.ts';
import {
  addServerOptions,
  type Define,
  examples,
  issuerOption,
  name,
  type ServerOptions,
  wholeNumber,
} from '../../command.ts';
import { sessionColumns } from '../../output/session.ts';
import { rowPrinter } from '../../output/show.ts';
import { note } from '../../output/streams.ts';
import { connect } from '../../server/api.ts';

interface Options extends ServerOptions {
  readonly subject?: string;
  readonly tenant?: string;
  readonly issuer: string;
  readonly state?: 'active' | 'ended';
  readonly limit: number;
  readonly all?: true;
}

/** The most that the server gives at once. */
const PAGE = 200;
type Page = components['schemas']['SessionList'];

export const list: Define = (parent, context) => {
  const command = parent
    .command('list')
    .summary('list sessions')
    .description('Lists sessions, newest first.')
    .option('--subject <subject>', 'only those of this user', name)
    .option('--tenant <tenant>', 'only those in this tenant', name)
    .addOption(issuerOption('whose sessions'))
    .addOption(new Option('--state <state>', 'only those in this state').choices(['active', 'ended']))
    .addOption(new Option('--limit <n>', 'at most this many').default(50).argParser(wholeNumber))
    .addOption(new Option('--all', 'every one, however many').conflicts('limit'))
    .addHelpText(
      'after',
      examples(
        ['logoutd sessions list --subject ada --state active', 'where ada is logged in'],
        ['logoutd sessions list --all --json | wc -l', 'how many there are'],
      ),
    )
    .action(async ({ subject, tenant, issuer, state, limit, all, ...options }: Options) => {
      const api = connect(options, context);
      const printer = rowPrinter(options.json === true, sessionColumns(context.now()));
      const filters = {
        issuer,
        ...(subject && { subject }),
        ...(tenant && { tenant }),
        ...(state && { state }),
      };
      let left = all ? Number.POSITIVE_INFINITY : limit;
      let cursor: string | null = null;
      const isNew = newcomers();
      try {
        do {
          const query = { ...filters, limit: Math.min(PAGE, left), ...(cursor !== null && { cursor }) };
          const page: Page = await api.ask(api.client.GET('/v1/sessions', { params: { query } }));
          if (cursor === null && page.sessions.length === 0) note('There are no such sessions.');
          const fresh = page.sessions.filter((session) => isNew(session));
          printer.print(fresh);
          left -= fresh.length;
          cursor = page.nextCursor;
        } while (cursor !== null && left > 0);
      } finally {
        printer.end();
      }
      if (cursor !== null)
        note(`There are more than these ${limit}: --limit takes another number, --all has no end.`);
    });
  addServerOptions(command);
};

/** One whose start is found to be earlier while the pages are read moves to a page that is yet to come. */
function newcomers(): (session: Page['sessions'][number]) => boolean {
  const seen = new Set<string>();
  return ({ issuer, sessionId }) => {
    const many = seen.size;
    return seen.add(JSON.stringify([issuer, sessionId])).size > many;
  };
}
