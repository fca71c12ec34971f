/** A server under measurement, with a folder of its own for its store and its log. */
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Contestant, CountOfEnds } from './contestant.ts';
import { type Core, familyOf, spawnOn, stop } from './program.ts';

export interface Server {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  readonly core: Core;
  /** Its own, and that of its Redis. */
  readonly processes: readonly number[];
  /** Stops it, and gives how many sessions had ended. */
  end(): Promise<number>;
  /** Stops it if it runs, and takes away what it stored in beside its folder. */
  dispose(): Promise<void>;
}

/** Its log goes into a file, as an operator's would: logoutd writes a line of JSON for each request. */
export async function startServer({ name, program }: Contestant, folder: string): Promise<Server> {
  mkdirSync(folder, { recursive: true });
  const { command, env, core, ended, besides } = await program(folder);
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'w');
  // A marker that is kept for a store on Redis goes into the folder it runs in.
  const child = spawnOn(core, command, { cwd: folder, env, stdio: ['ignore', log, 'inherit'] });
  closeSync(log);
  const url = await listening(name, child, logFile);
  return {
    child,
    url,
    port: Number(new URL(url).port),
    core,
    processes: [...familyOf(child), ...(besides?.processes() ?? [])],
    end: () => endOf(child, url, ended),
    dispose: async () => {
      await stop(child);
      await besides?.dispose();
    },
  };
}

async function endOf(child: ChildProcess, url: string, ended: CountOfEnds): Promise<number> {
  if (ended.by === 'counting') {
    await stop(child);
    return ended.count();
  }
  const answer = (await (await fetch(`${url}/__ended`)).json()) as { readonly ended: number };
  await stop(child);
  return answer.ended;
}

async function listening(name: string, child: ChildProcess, logFile: string): Promise<string> {
  for (;;) {
    const [, url] = /"url":"(http:[^"]+:\d+)\/?"/.exec(readFileSync(logFile, 'utf8')) ?? [];
    if (url !== undefined) return url;
    if (child.exitCode !== null) throw new Error(`${name} did not start:\n${readFileSync(logFile, 'utf8')}`);
    await pause(10);
  }
}
