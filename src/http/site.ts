/** For people and tools: the page at `/` and the documents under `/openapi`. No contract owns these paths. */
import type { Request } from 'express';
import { methodNotAllowed } from '../contracts/control/registry.ts';
import type { About } from '../contracts/presenter.ts';
import type { Handled } from './exchange.ts';

export interface Resource {
  readonly mediaType: string;
  readonly text: string;
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
  const { mediaType, text, headers = {} } = resource;
  return { answer: { status: 200, headers, body: { mediaType, text } }, outcome: 'site', contract: null };
}
