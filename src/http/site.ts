/** For people and tools: the page at `/`, what it is made of, and the documents. No contract owns these paths. */
import type { Request } from 'express';
import { methodNotAllowed } from '../contracts/control/registry.ts';
import type { About } from '../contracts/presenter.ts';
import type { Handled } from './exchange.ts';

export interface Resource {
  readonly mediaType: string;
  /** Asked for with each request; `origin` is this server's, as the client addressed it. */
  readonly text: (origin: string) => string;
  readonly headers?: Readonly<Record<string, string>>;
}

const METHODS = 'GET, HEAD, OPTIONS';

/** By path. */
export type Site = ReadonlyMap<string, Resource>;

/** `null`: the site has no such path. */
export function siteAnswer(site: Site, req: Request, about: About): Handled | null {
  const resource = site.get(req.url.split('?', 1)[0] ?? '');
  if (resource === undefined) return null;
  if (req.method === 'OPTIONS') {
    const headers = { Allow: METHODS };
    return { answer: { status: 204, headers, body: null }, outcome: 'options', contract: null };
  }
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    const answer = methodNotAllowed(about);
    const headers = { ...answer.headers, Allow: METHODS };
    return { answer: { ...answer, headers }, outcome: 'method-not-allowed', contract: null };
  }
  const { mediaType, headers = {} } = resource;
  const body = { mediaType, text: resource.text(originOf(req)) };
  return { answer: { status: 200, headers, body }, outcome: 'site', contract: null };
}

/** What a host can be where it goes into commands to paste: nothing that a shell or a document would read. */
const HOST = /^(?:[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/** By `Host`, or by what a trusted proxy forwards; by the socket where that is no host. */
function originOf(req: Request): string {
  const scheme = req.protocol === 'https' ? 'https' : 'http';
  if (HOST.test(req.host ?? '')) return `${scheme}://${req.host}`;
  const { localAddress = '127.0.0.1', localPort = 80 } = req.socket;
  return `${scheme}://${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}
