/** From `npm start` to the first logout that is answered, on a warm clone with many ended sessions in the store. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../test/support/free-port.ts';
import { fillStore } from '../growth/fill.ts';
import { databaseIn, logoutdEnvironment, root } from '../logoutd.ts';
import type { Options } from '../options.ts';
import { logouts } from '../questions.ts';
import type { Outcome } from '../section.ts';
import { type Spread, spreadOf } from '../statistics.ts';
import { mintTokens } from '../tokens.ts';

/** An unmeasured start comes before those that count: it fills the compile cache. */
export async function measureStart(options: Options, scratch: string): Promise<Outcome> {
  const folder = join(scratch, 'start');
  fillStore(databaseIn(folder), { ended: options.sessions, due: 0, nowMs: Date.now() });
  const figuresMs: number[] = [];
  for (let time = 0; time <= options.rounds; time += 1) figuresMs.push(await startOnce(folder));
  const spread = spreadOf(figuresMs.slice(1));
  return { section: sectionOf(spread, options), result: { figuresMs: figuresMs.slice(1), spread } };
}

const sectionOf = (spread: Spread, { sessions, rounds }: Options): Outcome['section'] => ({
  title: 'Start',
  paragraphs: [
    `From npm start to the first logout that is answered with 200: npm, its setup step, Node, a store with ${sessions} ended sessions, on a warm clone.`,
  ],
  tables: [
    {
      caption: `Milliseconds, of ${rounds} starts`,
      head: ['median', 'least', 'most'],
      rows: [[spread.median, spread.least, spread.most].map((figureMs) => figureMs.toFixed(0))],
    },
  ],
  explanations: [],
  charts: [],
});

/** Milliseconds. It is ended by that signal. */
export async function startOnce(folder: string, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number> {
  const port = await freePort();
  const [token = ''] = mintTokens(1);
  const startedAt = performance.now();
  // npm passes no signal on that it does not get itself: the whole group is stopped.
  const npm = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { ...logoutdEnvironment(folder, port), HOME: process.env['HOME'] ?? '' },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  try {
    const status = await firstAnswer(npm, port, token);
    const elapsedMs = performance.now() - startedAt;
    if (status !== 200) throw new Error(`the first logout was answered with ${status}`);
    return elapsedMs;
  } finally {
    await stopGroup(npm, signal);
  }
}

async function firstAnswer(npm: ChildProcess, port: number, token: string): Promise<number> {
  while (npm.exitCode === null) {
    const status = await ask(port, token);
    if (status !== null) return status;
    await pause(5);
  }
  throw new Error(`npm start ended with ${npm.exitCode}`);
}

/** `null`: nobody listens yet. */
function ask(port: number, token: string): Promise<number | null> {
  return new Promise((resolve) => {
    const headers = { Authorization: `Bearer ${token}` };
    const { method, path } = logouts.platform;
    const logout = request({ method, path, host: '127.0.0.1', port, headers, agent: false });
    logout.once('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? null);
    });
    logout.once('error', () => resolve(null));
    logout.end();
  });
}

async function stopGroup(npm: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (npm.exitCode !== null || npm.pid === undefined) return;
  const ended = once(npm, 'close');
  process.kill(-npm.pid, signal);
  await ended;
}
