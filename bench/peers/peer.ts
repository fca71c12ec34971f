/**
 * What every server here does for whoever measures it, beside its own work: it says where it listens, makes requests on
 * live sessions, and says how many of these have ended. Paths that begin with `/__` are for that; nobody times them.
 */
import { existsSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';

export type Purpose = 'logout' | 'check';

export interface Peer {
  /** Its own work. */
  readonly listener: RequestListener;
  /** Whole requests of HTTP/1.1, each on a live session of its own. */
  readonly requests: (purpose: Purpose, count: number) => Promise<readonly string[]>;
  /** Of all sessions that were made. */
  readonly ended: () => number;
}

/** The database that the command line names, with the promise that logoutd gives: what was answered is on the disk. */
export function openDatabase(): DatabaseSync {
  const [, program = '', path] = process.argv;
  if (path === undefined) throw new Error(`It needs a database: node ${program} <database>`);
  if (existsSync(path)) throw new Error(`${path} is there already: name a database that is not.`);
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  return db;
}

/** `peerAt` is told the URL, which some have to know before they are made. */
export async function servePeer(
  db: DatabaseSync,
  peerAt: (url: string) => Peer | Promise<Peer>,
): Promise<void> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const peer = await peerAt(url);
  server.on('request', (req, res) => {
    if (req.url?.startsWith('/__') === true) void answer(peer, new URL(req.url, url), res);
    else peer.listener(req, res);
  });
  process.once('SIGTERM', () => {
    server.close(() => db.close());
    server.closeAllConnections();
  });
  console.log(JSON.stringify({ msg: 'listening', url }));
}

async function answer(peer: Peer, { pathname, searchParams }: URL, res: ServerResponse): Promise<void> {
  const [purpose, count] = [searchParams.get('for'), Number(searchParams.get('count'))];
  const isKnown = purpose === 'logout' || purpose === 'check';
  try {
    if (pathname === '/__ended') say(res, 200, { ended: peer.ended() });
    else if (pathname === '/__requests' && isKnown && Number.isInteger(count) && count > 0)
      say(res, 200, await peer.requests(purpose, count));
    else
      say(res, 400, { error: 'Ask for /__ended, or for /__requests?for=<logout or check>&count=<number>.' });
  } catch (error) {
    console.error(error);
    say(res, 500, { error: String(error) });
  }
}

function say(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

/** A request as it goes over the wire. */
export function written(
  url: string,
  [method, path]: readonly [string, string],
  headers: Readonly<Record<string, string>>,
  body = '',
): string {
  const length = method === 'GET' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const lines = Object.entries({ Host: new URL(url).host, ...headers, ...length });
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** Makes them one after the other, and syncs to the disk once for all. Nobody may be asking the server anything meanwhile. */
export async function inOneTransaction<T>(
  db: DatabaseSync,
  count: number,
  make: (nth: number) => T | Promise<T>,
): Promise<readonly T[]> {
  const made: T[] = [];
  db.exec('BEGIN IMMEDIATE');
  try {
    for (let nth = 0; nth < count; nth += 1) made.push(await make(nth));
    db.exec('COMMIT');
    return made;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** Of one table; `where` may say which rows. */
export function counter(db: DatabaseSync, table: string): () => number {
  const count = db.prepare(`SELECT count(*) AS count FROM ${table}`);
  return () => Number(count.get()?.['count']);
}
