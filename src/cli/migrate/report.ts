/** What came of a move, for people and for programs. */
import type { Kind } from '../../stores/archive/archive.ts';
import { rowPrinter } from '../output/show.ts';
import { say, sayJson } from '../output/streams.ts';
import type { OfKind } from './bring-over.ts';
import type { Ended, Migration } from './migrate.ts';

export const NAMES: Readonly<Record<Kind, string>> = {
  log: 'entries of the log',
  policies: 'tenants',
  accounts: 'accounts',
  loggedOut: 'users marked as logged out',
  cutOffs: 'scopes with cut-offs',
  sessions: 'sessions',
};

export interface Said {
  readonly migration: Migration;
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
}

export function report(json: boolean, { migration, from, to, seconds }: Said): void {
  const { ended, kinds, log } = migration;
  if (json) {
    const logOf = ({ logId, lastCursor }: (typeof log)['source']) => ({ logId, lastCursor });
    sayJson({
      from,
      to,
      ended,
      seconds,
      kinds,
      log: { source: logOf(log.source), target: logOf(log.target) },
    });
    return;
  }
  const rows = rowPrinter<OfKind>(false, [
    { title: 'WHAT', of: ({ kind }) => NAMES[kind] },
    { title: 'SOURCE', of: ({ source }) => String(source.count) },
    { title: 'TARGET', of: ({ target }) => String(target.count) },
    { title: 'WRITTEN', of: ({ written }) => String(written) },
    { title: 'REMOVED', of: ({ removed }) => String(removed) },
    { title: 'DIFFERING', of: ({ differing }) => String(differing) },
    { title: 'CHECKSUM', of: ({ source, target }) => checksums(source.checksum, target.checksum) },
  ]);
  rows.print(kinds);
  rows.end();
  const cursor = ({ logId, lastCursor }: (typeof log)['source']): string => `${lastCursor}-${logId}`;
  const [ours, theirs] = [cursor(log.source), cursor(log.target)];
  say(
    `The log's last cursor is ${ours}${ours === theirs ? ' on both sides' : ` here, and ${theirs} there`}.`,
  );
  if (ended === 'whole') {
    say(`Done in ${seconds} s: the new store is the same as the old one.`);
    // It cannot tell: a server that nobody asks anything writes nothing.
    say(
      'If a server still serves on the old one, stop it and run this once more, or what ends until then is lost.',
    );
  }
}

/** Short, for people: programs get all of it. */
const checksums = (one: string, other: string): string =>
  one === other ? one.slice(0, 16) : `${one.slice(0, 16)} ≠ ${other.slice(0, 16)}`;

export function problemOf(ended: Exclude<Ended, 'whole'>, kinds: readonly OfKind[]): string {
  const differing = kinds.filter((one) => one.differing > 0);
  const list = differing.map((one) => `${one.differing} ${NAMES[one.kind]}`).join(', ');
  if (ended === 'differs') {
    return `the stores differ, though nobody wrote the old one meanwhile: ${list || 'in the order, or in the name or end of the log'}. Run it again; if they still differ, somebody else writes the new one, or it does not keep what it is given.`;
  }
  const behind = list === '' ? 'nothing that differs by now' : `what changed is still missing (${list})`;
  return `the old store was written meanwhile: ${behind}. No server opens the new one yet. Stop logoutd, and run the same again: it brings over what is missing, and verifies it.`;
}
