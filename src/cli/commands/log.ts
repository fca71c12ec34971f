import { setTimeout as pause } from 'node:timers/promises';
import { InvalidArgumentError } from 'commander';
import type { components } from '../../../generated/control.ts';
import {
  addServerOptions,
  type Context,
  type Define,
  examples,
  type ServerOptions,
  wholeNumber,
} from '../command.ts';
import { Failure } from '../exit.ts';
import { revocationColumns } from '../output/revocation.ts';
import { rowPrinter } from '../output/show.ts';
import { note } from '../output/streams.ts';
import { type Api, connect } from '../server/api.ts';

interface Options extends ServerOptions {
  readonly since?: string;
  readonly limit?: number;
  readonly follow?: true;
}
type Page = components['schemas']['RevocationList'];

/** The most that the server gives at once. */
const PAGE = 1000;
const POLL_MS = 1000;

export const log: Define = (parent, context) => {
  const command = parent
    .command('log')
    .summary('read the log of all that ended')
    .description(
      'Prints the log of all that ended, oldest first. The server gives it in that order only, so the newest are had by reading all of it.',
    )
    .option('--since <cursor>', 'only what follows this entry', cursorOf)
    .option('--limit <n>', 'at most this many entries, the oldest', wholeNumber)
    .option('-f, --follow', 'wait for more, also while the server is away; Ctrl-C ends it')
    .addHelpText(
      'after',
      examples(
        ['logoutd log --follow', 'what ends, as it ends'],
        ['logoutd log | tail -n 20', 'the newest 20'],
        ['logoutd log --since 42-9f86d081 --json', 'for a program, from where it stopped reading'],
      ),
    )
    .action((options: Options) => read(options, context));
  addServerOptions(command);
};

async function read(options: Options, context: Context): Promise<void> {
  const { limit = Number.POSITIVE_INFINITY, follow = false, json = false } = options;
  const stop = new AbortController();
  if (follow) for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
  const api = connect(options, context, stop.signal);
  const printer = rowPrinter(json, revocationColumns, { gathers: !follow });
  let [cursor, left, isFirst] = [options.since ?? null, limit, true];
  try {
    for (;;) {
      const page = await pageAfter(
        api,
        cursor,
        Math.min(PAGE, left),
        follow && !isFirst ? stop.signal : null,
      );
      if (isFirst && !follow && page.revocations.length === 0) note('Nothing has ended.');
      printer.print(page.revocations);
      left -= page.revocations.length;
      [cursor, isFirst] = [page.nextCursor, false];
      if (left <= 0) {
        printer.end();
        if (page.hasMore) note(`There are more: --since ${cursor} goes on.`);
        return;
      }
      if (page.hasMore) continue;
      if (!follow) return;
      await pause(POLL_MS, undefined, { signal: stop.signal });
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    printer.end();
  }
}

/** With a signal: does not give up while the server is away or fails, and says so once. */
async function pageAfter(
  api: Api,
  cursor: string | null,
  limit: number,
  patient: AbortSignal | null,
): Promise<Page> {
  const query = { limit, ...(cursor !== null && { cursor }) };
  for (let said = false; ; said = true) {
    try {
      const page = await api.ask(api.client.GET('/v1/revocations', { params: { query } }));
      if (said) note(`${api.target.url} answers again.`);
      return page;
    } catch (error) {
      if (patient === null || !(error instanceof Failure && error.mayPass)) throw error;
      if (!said) note(`${error.message} Trying again.`);
      await pause(POLL_MS, undefined, { signal: patient });
    }
  }
}

function cursorOf(text: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(text)) return text;
  throw new InvalidArgumentError('It has to be the cursor of an entry, like 42-9f86d081.');
}
