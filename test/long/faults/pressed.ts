/** Clients that end sessions and check them all the while, whatever becomes of the store; and what they were told. */
import { revoke, verify } from '../../support/checks.ts';
import { revoking } from '../../support/logouts.ts';
import type { Reply } from '../../support/request.ts';
import { token } from '../../support/tokens.ts';

interface Server {
  readonly port: number;
}

export interface Pressed {
  /** Tokens whose end was acknowledged, and when it was asked for. */
  readonly acknowledged: { readonly token: string; readonly beganMs: number }[];
  /** Ends that were answered with a fault. */
  refused: number;
  /** What was said of a session that nobody ends. `unsaid`: that it cannot be said now. */
  readonly alive: { active: number; presumed: number; unsaid: number };
  slowestMs: number;
  /** What no client may ever be told. */
  readonly wrong: string[];
  /** Resolves when the clients have had their last answer. */
  readonly stop: () => Promise<void>;
}

const ENDS = [...Object.values(revoking), revoke];

/** `bystander` is a token of a session that nobody ends. */
export function press(server: Server, bystander: string, clients = 6): Pressed {
  let over = false;
  const pressed: Pressed = {
    acknowledged: [],
    refused: 0,
    alive: { active: 0, presumed: 0, unsaid: 0 },
    slowestMs: 0,
    wrong: [],
    stop: async () => {
      over = true;
      await Promise.all(all);
    },
  };
  const timed = async (asked: Promise<Reply>): Promise<Reply> => {
    const beganMs = performance.now();
    const reply = await asked;
    pressed.slowestMs = Math.max(pressed.slowestMs, performance.now() - beganMs);
    return reply;
  };
  const end = async (turn: number): Promise<void> => {
    const mine = token();
    const beganMs = performance.now();
    const { status, text } = await timed((ENDS[turn % ENDS.length] ?? revoke)(server, mine));
    if (status === 200) pressed.acknowledged.push({ token: mine, beganMs });
    else if (isFault(status)) pressed.refused += 1;
    else pressed.wrong.push(`an end was answered with ${status}: ${text}`);
  };
  const checkEnded = async (turn: number): Promise<void> => {
    const { acknowledged } = pressed;
    const one = acknowledged[turn % 2 === 0 ? acknowledged.length - 1 : turn % acknowledged.length];
    if (one === undefined) return;
    const { status } = await timed(verify(server, one.token));
    if (status !== 401 && !isFault(status))
      pressed.wrong.push(`an ended session was answered with ${status}`);
  };
  const checkAlive = async (): Promise<void> => {
    const { status, headers } = await timed(verify(server, bystander));
    if (isFault(status)) pressed.alive.unsaid += 1;
    else if (status !== 200) pressed.wrong.push(`a live session was answered with ${status}`);
    else pressed.alive[headers['x-session-posture'] === 'open' ? 'presumed' : 'active'] += 1;
  };
  const client = async (first: number): Promise<void> => {
    for (let turn = first; !over; turn += 1) {
      try {
        await end(turn);
        await checkEnded(turn);
        await checkAlive();
      } catch (error) {
        // The server lives on whatever becomes of its store.
        pressed.wrong.push(`a connection broke: ${error}`);
      }
    }
  };
  const all = Array.from({ length: clients }, (_, at) => client(at));
  return pressed;
}

const isFault = (status: number): boolean => status === 500 || status === 503;
