/** Many requests through a gateway while their sessions end one by one. */
import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { session } from '../support/logouts.ts';
import { token } from '../support/tokens.ts';
import type { Scene } from './scene.ts';

export interface Pressed {
  readonly requests: number;
  /** By status. */
  readonly answers: Readonly<Record<number, number>>;
  /** Begun after the 200 of their session's logout had been received. */
  readonly afterEnd: number;
  /** Of those, the ones that were answered otherwise than by 401, or that the app has seen. */
  readonly slipped: readonly string[];
  /** Refused although nobody had asked for their session's end yet when their answer came. */
  readonly wronglyRefused: readonly string[];
}

interface Victim {
  readonly sid: string;
  readonly token: string;
  /** What the clients know, which is what they were answered: nothing here is by the clock. */
  state: 'live' | 'ending' | 'ended';
}

/** Each session is ended by a client of its own turn, after so many requests have been answered. */
export async function press(
  scene: Scene,
  { requests, sessions, connections }: Record<'requests' | 'sessions' | 'connections', number>,
): Promise<Pressed> {
  const victims = Array.from({ length: sessions }, (): Victim => {
    const sid = randomUUID();
    return { sid, token: token({ sid }), state: 'live' };
  });
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const answers: Record<number, number> = {};
  const wronglyRefused: string[] = [];
  const late = new Map<string, number>();
  const every = Math.floor(requests / (sessions + 1));
  let [begun, answered, ended] = [0, 0, 0];

  const client = async (): Promise<void> => {
    while (begun < requests) {
      const at = begun++;
      // The next one to end is asked for often, so that requests are under way when it does.
      const victim = victims[at % 2 === 0 ? Math.min(ended, sessions - 1) : (at * 7) % sessions];
      if (victim === undefined) throw new Error('no such session');
      const isLate = victim.state === 'ended';
      const status = await send(scene.gateway.port, agent, `/${at}`, victim.token);
      if (isLate) late.set(`/${at}`, status);
      if (victim.state === 'live' && status !== 200) wronglyRefused.push(`/${at}: ${status}`);
      answers[status] = (answers[status] ?? 0) + 1;
      answered += 1;
      if (ended < sessions && answered >= every * (ended + 1)) await end(victims[ended++]);
    }
  };
  const end = async (victim: Victim | undefined): Promise<void> => {
    if (victim === undefined) return;
    victim.state = 'ending';
    const { status } = await session(scene.logoutd, victim.token);
    if (status !== 200) throw new Error(`the logout was answered by ${status}`);
    victim.state = 'ended';
  };
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();

  const seen = new Set(scene.app.take().map(({ target }) => target));
  const slipped = [...late].filter(([target, status]) => status !== 401 || seen.has(target));
  return {
    requests: answered,
    answers,
    afterEnd: late.size,
    slipped: slipped.map(([target, status]) => `${target}: ${status}`),
    wronglyRefused,
  };
}

function send(port: number, agent: Agent, path: string, mine: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${mine}` };
    const outgoing = httpRequest({ host: '127.0.0.1', port, path, agent, headers }, (incoming) => {
      incoming.resume().once('end', () => resolve(incoming.statusCode ?? 0));
      incoming.once('error', reject);
    });
    outgoing.once('error', reject).end();
  });
}
