/** A store on Redis that is made a copy of another. No script of a server's, or of another run's, runs on it meanwhile. */
import { randomBytes } from 'node:crypto';
import type { LogEntry } from '../../../sessions/model.ts';
import {
  type CopyTarget,
  type CutOffsOfScope,
  type Kind,
  type LogState,
  type Place,
  type Records,
  type Rewriting,
  StoreError,
} from '../../archive/archive.ts';
import { placeOf, putting } from '../../archive/records.ts';
import { logIdOf } from '../../opening.ts';
import { Counts } from '../../pending.ts';
import type { RedisAddress } from '../address.ts';
import { changeArguments } from '../changes.ts';
import type { Connection } from '../connect.ts';
import { Deadline } from '../deadline.ts';
import { entryFields } from '../entries.ts';
import { listOf, spell } from '../fields.ts';
import { knownOf, remember } from '../known.ts';
import type { Link } from '../link.ts';
import { pairOf, scopeName } from '../names.ts';
import { reach } from '../reach.ts';
import { cutOffJson } from '../records.ts';
import { identityMissing, newerStore, notFree, otherStore, storeMissing } from '../refusals.ts';
import { Replicas } from '../replicas.ts';
import { type Opened, Runner } from '../runner.ts';
import { copying, SCHEMA } from '../schema.ts';
import { APPLY } from '../scripts/apply.ts';
import {
  BEGIN_COPY,
  CONTINUE_LOG,
  FINISH_COPY,
  REMOVE_NAMED,
  REMOVE_SESSIONS,
  REPLACE_CUT_OFFS,
  REWRITE_LOG,
} from '../scripts/archive/copy.ts';
import type { Script } from '../scripts/script.ts';
import type { Durability } from '../server.ts';
import { listed } from '../standing.ts';
import { isNamed, keyAt } from './named.ts';
import { PATIENCE_MS } from './patience.ts';
import { RedisArchive } from './source.ts';

/**
 * Makes it, or goes on with what was begun from the same source. From then on no server opens it until it is finished.
 * Rejects with `StoreOpenError` where there is anything else; then nothing was changed.
 */
export async function openTarget(
  address: RedisAddress,
  { folder, durability }: { readonly folder: string; readonly durability: Durability },
  origin: string,
): Promise<CopyTarget> {
  const known = knownOf(address, folder);
  return reach(address, durability, async ({ link, waiting, server }) => {
    const fresh = randomBytes(16).toString('hex');
    const schema = copying(randomBytes(16).toString('hex'));
    const mayMake = known.identity === null ? '1' : '0';
    const args = [fresh, logIdOf(fresh), SCHEMA, schema, origin, mayMake, known.identity ?? ''];
    const answer = listOf(await link.run(BEGIN_COPY, `${address.prefix}meta`, args, new Deadline()));
    const [outcome = '', said = ''] = answer.map(String);
    if (outcome !== 'begun') throw refusalOf(address, known.marker, outcome, said);
    remember(address, known, said);
    const opened = { address, identity: said, schema };
    const { hasWaitAof } = server;
    const { name, waitReplicas: wanted } = address;
    const replicas =
      waiting === null
        ? null
        : new Replicas({ runner: new Runner(waiting, opened), name, wanted, hasWaitAof: () => hasWaitAof });
    return new RedisTarget({ link, waiting, opened, replicas });
  });
}

function refusalOf(address: RedisAddress, marker: string, outcome: string, schema: string): Error {
  switch (outcome) {
    case 'none':
      return storeMissing(address, marker, 'copy to');
    case 'remains':
      return identityMissing(address);
    case 'unexpected':
      return otherStore(address, marker, 'copy to');
    case 'newer':
      return newerStore(address, schema, SCHEMA);
    case 'own':
      return notFree(address, 'there is a store of its own, that a server has opened');
    case 'other':
      return notFree(address, 'there is a copy of another store');
    default:
      return notFree(address, 'the store was written since it was copied');
  }
}

/** No revisions are compared, since nobody else writes it; and there are no cut-offs, which would have to be counted. */
const NOTHING_TO_LOOK_AT: readonly string[] = ['0', '0', '0'];
const NO_COUNTS = new Counts();

interface TargetDeps {
  readonly link: Link;
  readonly waiting: Link | null;
  readonly opened: Opened;
  readonly replicas: Replicas | null;
}

class RedisTarget extends RedisArchive implements CopyTarget {
  readonly #deps: TargetDeps;
  readonly #connection: Connection;

  constructor(deps: TargetDeps) {
    super(deps.link, deps.opened);
    this.#deps = deps;
    this.#connection = deps.link.connection;
  }

  async rewrite<K extends Kind>(kind: K, rewriting: Rewriting<Records[K]>): Promise<void> {
    await this.#write(kind, rewriting);
    if (!isNamed(kind)) return;
    for (const place of rewriting.remove) this.names?.[kind].remove(place);
    for (const record of rewriting.put) this.names?.[kind].add(placeOf(kind, record));
  }

  async continueLog({ logId, lastCursor }: LogState): Promise<void> {
    await this.#run(CONTINUE_LOG, [logId, String(lastCursor), String(lastCursor + 1)]);
  }

  async finish(): Promise<void> {
    // What replicas lack would be missing after a failover, and nobody would know.
    await this.#deps.replicas?.caughtUp(new Deadline(PATIENCE_MS));
    await this.#run(FINISH_COPY, [SCHEMA]);
  }

  override async close(): Promise<void> {
    this.#deps.waiting?.close();
    await super.close();
  }

  async #write<K extends Kind>(kind: K, { put, remove }: Rewriting<Records[K]>): Promise<void> {
    if (kind === 'log') {
      const cursors = remove.map(([cursor]) => String(cursor));
      await this.#run(REWRITE_LOG, [
        ...listed(cursors),
        ...(put as readonly LogEntry[]).flatMap(entryArguments),
      ]);
      return;
    }
    if (remove.length > 0) await this.#remove(kind, remove);
    if (kind === 'cutOffs') {
      const scopes = put as readonly CutOffsOfScope[];
      if (scopes.length > 0) await this.#run(REPLACE_CUT_OFFS, scopes.flatMap(cutOffArguments));
      return;
    }
    const changes = put.flatMap((record) => putting(kind, record) ?? []);
    if (changes.length > 0) {
      const args = changes.flatMap((change) => changeArguments(change, NO_COUNTS));
      await this.#run(APPLY, [...NOTHING_TO_LOOK_AT, String(changes.length), ...args]);
    }
  }

  async #remove(kind: Exclude<Kind, 'log'>, places: readonly Place[]): Promise<void> {
    if (kind === 'cutOffs') {
      // None are left of the scope: what is due is forgotten with them.
      const scopes = places.map((place) => keyAt(kind, place).slice('c:'.length));
      await this.#run(
        REPLACE_CUT_OFFS,
        scopes.flatMap((name) => [name, '0']),
      );
    } else if (isNamed(kind)) {
      await this.#run(
        REMOVE_NAMED,
        places.map((place) => keyAt(kind, place)),
      );
    } else {
      const args = places.flatMap(([score, issuer, id]) => [
        pairOf(String(issuer), String(id)),
        spell(-Number(score)),
      ]);
      await this.#run(REMOVE_SESSIONS, args);
    }
  }

  /** On the connection that it began on: on another one it could be a server that lacks what was read back already. */
  async #run(script: Script, args: readonly string[]): Promise<unknown> {
    if (this.#deps.link.connection !== this.#connection) {
      throw new StoreError(
        `${this.name}: the connection to it broke, and it may have lost something by that.`,
      );
    }
    return this.runner.run(script, args, new Deadline(PATIENCE_MS));
  }
}

function entryArguments(entry: LogEntry): string[] {
  const fields = [...entryFields(entry), 'ended', spell(entry.endedSessions)];
  return [String(entry.cursor), ...listed(fields)];
}

function cutOffArguments({ scope, cutOffs }: CutOffsOfScope): string[] {
  return [
    scopeName(scope),
    String(cutOffs.length),
    ...cutOffs.flatMap((one) => [cutOffJson(one), spell(one.retainUntilMs)]),
  ];
}
