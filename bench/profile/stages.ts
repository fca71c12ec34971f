/** Which stage of a request's way a place in the code belongs to. */
import { join } from 'node:path';
import { root } from '../logoutd.ts';

/** In the order of the way. */
export const stages = [
  'HTTP of Node',
  'Express',
  'parse and choose',
  'limit',
  'token',
  'validate',
  'domain',
  'store',
  'store, until it is durable',
  'present',
  'write',
  'log',
  'metrics',
  'garbage collection',
  'the rest',
] as const;
export type Stage = (typeof stages)[number];

/** A function as V8 names it. */
export interface Place {
  readonly functionName: string;
  readonly url: string;
}

/** The first that fits. */
const own: readonly (readonly [place: RegExp, stage: Stage])[] = [
  [/^http\/(?:server|framing)\.ts$/, 'HTTP of Node'],
  [/^http\/(?:write|linger)\.ts$/, 'write'],
  [/^http\/limits\.ts$/, 'limit'],
  [/^http\/(?:credentials|illegible|cookies|key-ring|tenancy)\.ts$/, 'token'],
  [/^http\/(?:validate|body|body-schema|repeated-members|lean-validator)\.ts$/, 'validate'],
  [/^http\//, 'parse and choose'],
  [/^tokens\//, 'token'],
  [/^sessions\//, 'domain'],
  [/^stores\//, 'store'],
  [/^contracts\//, 'present'],
  [/^observe\/(?:metrics|metered-store)\.ts$/, 'metrics'],
  [/^observe\//, 'log'],
];
const packages: readonly (readonly [place: RegExp, stage: Stage])[] = [
  [/\/node_modules\/(?:express-rate-limit|ip-address)\//, 'limit'],
  [/\/node_modules\/(?:express-openapi-validator|ajv|path-to-regexp)\//, 'validate'],
  [/\/node_modules\/(?:express|router|finalhandler|parseurl|proxy-addr|forwarded)\//, 'Express'],
  [/\/node_modules\/(?:raw-body|bytes|iconv-lite)\//, 'validate'],
  [/\/node_modules\/(?:jsonwebtoken|jws|jwa|jose)\//, 'token'],
  [/\/node_modules\/pino/, 'log'],
  [/\/node_modules\/prom-client\//, 'metrics'],
];

/** It calls all the others: what none of them has to answer for is its own. */
const NODES_HTTP = /^node:(?:_?http|net|_stream|internal\/(?:streams|http|net|stream_base))/;

const SOURCES = join(root, 'src/');

/** @param way from the function that ran up to the outermost that called it */
export function stageOf(way: readonly Place[]): Stage | null {
  const [first] = way;
  if (first?.functionName === '(idle)') return null;
  if (first?.functionName === '(garbage collector)') return 'garbage collection';
  for (const place of way) {
    const stage = stageOfOne(place);
    if (stage !== undefined) return stage;
  }
  return way.some(({ url }) => NODES_HTTP.test(url)) ? 'HTTP of Node' : 'the rest';
}

function stageOfOne({ functionName, url }: Place): Stage | undefined {
  const path = url.replace(/^file:\/\//, '');
  if (!path.startsWith(SOURCES)) return packages.find(([place]) => place.test(path))?.[1];
  const name = path.slice(SOURCES.length);
  // SQLite commits in it, and that ends when the disk has it.
  if (name === 'stores/sqlite/batches.ts' && functionName === '#transact')
    return 'store, until it is durable';
  return own.find(([place]) => place.test(name))?.[1] ?? 'the rest';
}
