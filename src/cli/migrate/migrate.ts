/**
 * Moves house: makes the target what the source is, while a server serves on the source or not, and verifies it. Only where
 * nothing came in between may a server open the target. To begin again at any time does what is left to do.
 */
import type { Archive, ArchiveState, CopyTarget, Kind } from '../../stores/archive/archive.ts';
import { goThrough, type OfKind, type Sides } from './bring-over.ts';

/** The log first, and sessions last: no entry of the log is there whose end is not. */
const KINDS: readonly Kind[] = ['log', 'policies', 'accounts', 'loggedOut', 'cutOffs', 'sessions'];

/**
 * Each stretch is read back once it is written. Who writes more than this reads all of it back once more at the end: that
 * takes little longer then, and the last run of a move, for which everybody waits, writes less.
 */
const MUCH = 10_000;

export type Ended =
  /** All is there, and the same; a server may open the target. */
  | 'whole'
  /** Somebody wrote the source meanwhile. */
  | 'source-changed'
  /** Nobody did, and they differ all the same. */
  | 'differs';

export interface Migration {
  readonly ended: Ended;
  readonly kinds: readonly OfKind[];
  readonly log: { readonly source: ArchiveState; readonly target: ArchiveState };
}

export type Step = 'copying' | 'verifying';

/** Rejects with `StoreError` where a store failed; what was brought over until then stays, and the target is refused. */
export async function migrate(
  source: Archive,
  target: CopyTarget,
  begins: (step: Step, kind: Kind) => void = () => {},
): Promise<Migration> {
  const begun = await source.state();
  const copied = await throughAll(await sidesOf(source, target), (kind, sides) => {
    begins('copying', kind);
    return goThrough(kind, sides, target);
  });
  const before = await source.state();
  await target.continueLog(before);

  const written = copied.reduce((sum, one) => sum + one.written, 0);
  const kinds = written > MUCH ? await verified(copied, await sidesOf(source, target), begins) : copied;
  const log = { source: await source.state(), target: await target.state() };
  // What was written while it was verified was not when it was copied, and the other way round.
  const stable = written > MUCH ? before : begun;
  const ended = judge({ begun, stable, ...log }, kinds);
  if (ended === 'whole') await target.finish();
  return { ended, kinds, log };
}

async function sidesOf(source: Archive, target: Archive): Promise<Sides> {
  return { source: await source.shelves(), target: await target.shelves() };
}

async function throughAll(
  sides: Sides,
  through: (kind: Kind, sides: Sides) => Promise<OfKind>,
): Promise<readonly OfKind[]> {
  const all: OfKind[] = [];
  for (const kind of KINDS) all.push(await through(kind, sides));
  return all;
}

function verified(
  copied: readonly OfKind[],
  sides: Sides,
  begins: (step: Step, kind: Kind) => void,
): Promise<readonly OfKind[]> {
  return throughAll(sides, async (kind, both) => {
    begins('verifying', kind);
    const { written = 0, removed = 0 } = copied.find((one) => one.kind === kind) ?? {};
    return { ...(await goThrough(kind, both, null)), written, removed };
  });
}

interface States {
  /** Of the source: when it was begun, when the reading began that counts, and when that had ended. */
  readonly begun: ArchiveState;
  readonly stable: ArchiveState;
  readonly source: ArchiveState;
  readonly target: ArchiveState;
}

/** What was read back counts only if it is still so: between two looks at the same version nothing was written. */
function judge({ begun, stable, source, target }: States, kinds: readonly OfKind[]): Ended {
  if (source.version !== stable.version) return 'source-changed';
  const isSame = kinds.every(
    (one) =>
      one.differing === 0 &&
      one.source.count === one.target.count &&
      one.source.checksum === one.target.checksum,
  );
  if (isSame && source.logId === target.logId && source.lastCursor === target.lastCursor) return 'whole';
  return begun.version === source.version ? 'differs' : 'source-changed';
}
