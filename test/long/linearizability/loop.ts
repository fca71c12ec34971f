/** Many scenes at once against one address, and what their history shows. */
import { chance } from '../random.ts';
import { Client } from '../send.ts';
import { violationsOf } from './history.ts';
import { type Notes, play } from './scene.ts';

export interface Options {
  readonly port: number;
  readonly operations: number;
  readonly seed: number;
  readonly scenes?: number;
}

export interface Result {
  readonly ends: number;
  readonly checks: number;
  /** Checks that began after an acknowledgement of the same session was there: those that could show a loss. */
  readonly after: number;
  readonly violations: readonly string[];
  readonly wrong: readonly string[];
}

const SCENES = 12;
/** Workers are handed connections, not requests: enough for each to have several. */
const CONNECTIONS = 48;

export async function runAtOnce({ port, operations, seed, scenes = SCENES }: Options): Promise<Result> {
  const random = chance(seed);
  const client = new Client(port, CONNECTIONS);
  const notes: Notes = { history: [], wrong: [] };
  const stage = async (): Promise<void> => {
    while (notes.history.length < operations) await play(client, random, notes);
  };
  try {
    await Promise.all(Array.from({ length: scenes }, stage));
  } finally {
    client.close();
  }
  return judged(notes);
}

function judged({ history, wrong }: Notes): Result {
  const endedMs = new Map<string, number>();
  for (const one of history) {
    if (one.kind === 'check' || !one.acknowledged) continue;
    for (const session of one.sessions) {
      endedMs.set(session, Math.min(one.answeredMs, endedMs.get(session) ?? one.answeredMs));
    }
  }
  const checks = history.filter((one) => one.kind === 'check');
  const after = checks.filter(({ session, beganMs }) => beganMs > (endedMs.get(session) ?? Infinity));
  return {
    ends: history.length - checks.length,
    checks: checks.length,
    after: after.length,
    violations: violationsOf(history),
    wrong,
  };
}
