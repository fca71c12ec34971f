/** A client of one round: which program it is, and how it is started. */
import { type ChildProcess, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Core, spawnOn } from '../program.ts';
import type { Order } from './order.ts';

export const clientNames = ['wrk', 'own'] as const;
export type ClientName = (typeof clientNames)[number];

/** wrk says its version with its usage, and ends with 1. */
const [, wrkVersion] =
  /^wrk (?:debian\/)?(\S+)/.exec(spawnSync('wrk', ['-v'], { encoding: 'utf8' }).stdout ?? '') ?? [];
export const hasWrk = wrkVersion !== undefined;
export const WHY_NO_WRK = 'there is no wrk here';
/** As it is printed with the figures. */
export const clientVersion = (client: ClientName): string =>
  client === 'wrk' ? `wrk ${wrkVersion}` : 'its own client';

/** How long after the round's time answers are waited for. */
export const PATIENCE_SECONDS = 20;

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

type Command = (order: Order, url: string) => readonly [command: string, ...args: string[]];
const commands: Readonly<Record<ClientName, Command>> = {
  wrk: ({ connections, seconds }, url) => [
    'wrk',
    '--threads=1',
    `--connections=${connections}`,
    `--duration=${Math.ceil(seconds) + PATIENCE_SECONDS}s`,
    `--timeout=${PATIENCE_SECONDS}s`,
    `--script=${file('wrk.lua')}`,
    url,
    '--',
  ],
  own: ({ connections }, url) => [
    process.execPath,
    file('own.ts'),
    `--connections=${connections}`,
    '--',
    url,
  ],
};

/** It begins when its standard input has ended. */
export function startClient(client: ClientName, core: Core, order: Order): ChildProcess {
  const command = commands[client](order, `http://127.0.0.1:${order.port}`);
  const args = [
    String(order.seconds),
    order.again ? 'again' : 'once',
    ...(order.mustSay === null ? [] : [order.mustSay]),
  ];
  return spawnOn(core, [...command, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
}
