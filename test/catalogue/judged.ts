/**
 * The judge of an answer to any request, operation or not: it is what the document of the request's owner declares,
 * or what `openapi/http-layer.yaml` lists, and it repeats nothing that it should not.
 */
import { contracts, type Json } from '../../src/kit/documents.ts';
import { type Around, headerFaults, headerOf } from '../../src/kit/headers.ts';
import { repeatedMembers } from '../../src/kit/json.ts';
import { routes as layerRoutes, layerStatusHeaders, type Route } from '../../src/kit/layer.ts';
import { schemaFaults } from '../../src/kit/schemas.ts';
import type { Seen } from '../../src/kit/send.ts';
import { notAllowed, problem } from './envelopes.ts';
import { type Owned, owned } from './owner.ts';
import { faultsOfAnswer, faultsOfBareAnswer, type Judging } from './tokens/judged.ts';

/** The request as far as its answer depends on it, and what is expected of the answer. */
export interface Asked extends Judging, Pick<Around, 'origin'> {
  readonly method: string;
  /** As it stands in the request line. */
  readonly target: string;
  readonly hasStoreId?: boolean;
}

/** For people and tools, by path. */
const routes: ReadonlyMap<string, Route> = new Map(
  layerRoutes.flatMap((route) => {
    if (!route.path.includes('{contract}')) return [[route.path, route] as const];
    return contracts.map((contract) => [route.path.replace('{contract}', contract), route] as const);
  }),
);

const PROBLEM = 'application/problem+json';
const NOT_FOUND = problem(404, 'Not Found');
/** By status; the same each time, so that schemas are compiled once. */
const layerStatuses = new Map([204, 404, 405].map((status) => [status, layerStatusHeaders(status)] as const));

/** A sentence for each fault of an answer to a request that HTTP could read. None has a status from 500 on. */
export function answerFaults(asked: Asked, seen: Seen): readonly string[] {
  const path = pathOf(asked.target);
  const route = routes.get(path);
  if (route !== undefined) return [...commonFaults(asked, seen), ...routeFaults(asked, route, seen)];
  const whose = owned({ method: asked.method, path, hasStoreId: asked.hasStoreId === true });
  if (whose.kind === 'operation') return faultsOfAnswer(whose.operationId, seen, asked);
  return [...commonFaults(asked, seen), ...ownerFaults(whose, asked, seen)];
}

/** The same of what is refused before there is a request: a bare status, and the end of the connection. */
export function refusalFaults(seen: Seen, judging: Judging = {}): readonly string[] {
  const closes = headerOf(seen, 'connection') === 'close' && headerOf(seen, 'content-length') === '0';
  return [
    ...faultsOfBareAnswer(seen, judging),
    ...(closes ? [] : ['a refusal is empty and closes the connection, and says so']),
  ];
}

/** @throws with the whole answer, where it is not as it should be */
export function judged<T extends { readonly seen: Seen }>(asked: Asked, reply: T): T {
  return insistOn(answerFaults(asked, reply.seen), `${asked.method} ${asked.target}`, reply);
}

/** @throws with the whole answer, where it is not as it should be */
export function judgedRefusal<T extends { readonly seen: Seen }>(reply: T, judging: Judging = {}): T {
  return insistOn(refusalFaults(reply.seen, judging), 'the refusal', reply);
}

function insistOn<T extends { readonly seen: Seen }>(faults: readonly string[], what: string, reply: T): T {
  if (faults.length === 0) return reply;
  throw new Error(`${what}: ${faults.join('; ')}\n${spelledOut(reply.seen)}`);
}

/** An answer for people to read. */
export function spelledOut({ status, headers, body }: Seen): string {
  const lines = headers.map(([name, value]) => `  ${name}: ${value}`);
  return [`  ${status}`, ...lines, `  ${body.toString()}`].join('\n');
}

/** The path of a target in origin or absolute form (RFC 9112, section 3.2), without its query. */
export function pathOf(target: string): string {
  const [, rest = target] = /^https?:\/\/[^/?#]*(.*)$/i.exec(target) ?? [];
  const path = rest.split('?', 1)[0] ?? '';
  return path === '' ? '/' : path;
}

function commonFaults({ secrets = [], status }: Judging, seen: Seen): readonly string[] {
  const text = [...seen.headers.flat(), seen.body.toString('latin1')].join('\n');
  const wanted = [status ?? []].flat();
  return [
    ...(seen.besides ?? []),
    ...(wanted.length === 0 || wanted.includes(seen.status) ? [] : [`status ${seen.status}, not ${wanted}`]),
    ...secrets.filter((one) => text.includes(one)).map((one) => `it repeats ${one}`),
  ];
}

function ownerFaults(whose: Owned, asked: Asked, seen: Seen): readonly string[] {
  if (whose.kind === 'options') {
    if (seen.status !== 204) return [`status ${seen.status}, not 204`];
    return [...layerFaults(asked, seen), ...allowFaults(whose.allow, seen), ...emptyFaults(seen)];
  }
  if (whose.kind === 'not-allowed') {
    if (whose.contract === 'tenant') return ['no method but GET is of tenant'];
    const schema = notAllowed[whose.contract];
    const mediaType = whose.contract === 'control' ? PROBLEM : 'application/json';
    return [...envelopeFaults(405, { schema, mediaType }, asked, seen), ...allowFaults(whose.allow, seen)];
  }
  return envelopeFaults(404, { schema: NOT_FOUND, mediaType: PROBLEM }, asked, seen);
}

function envelopeFaults(
  status: 404 | 405,
  { schema, mediaType }: { readonly schema: Json; readonly mediaType: string },
  asked: Asked,
  seen: Seen,
): readonly string[] {
  if (seen.status !== status) return [`status ${seen.status}, not ${status}`];
  const faults = [...layerFaults(asked, seen), ...typeFaults(mediaType, seen)];
  if (asked.method === 'HEAD') return [...faults, ...headFaults(seen)];
  const repeated = repeatedMembers(seen.body.toString()).map((name) => `the body has ${name} twice`);
  return [...faults, ...schemaFaults(schema, jsonOf(seen)), ...repeated, ...idFaults(seen)];
}

function routeFaults(asked: Asked, { methods, mediaType, headers }: Route, seen: Seen): readonly string[] {
  const allow = `${methods.join(', ')}, OPTIONS`;
  if (asked.method === 'OPTIONS') return ownerFaults({ kind: 'options', allow }, asked, seen);
  if (!methods.includes(asked.method))
    return ownerFaults({ kind: 'not-allowed', contract: 'control', allow }, asked, seen);
  if (seen.status !== 200) return [`status ${seen.status}, not 200`];
  return [
    ...headerFaults(headers, seen, asked),
    ...noStoreFaults(seen),
    ...typeFaults(mediaType, seen),
    ...(asked.method === 'HEAD' ? headFaults(seen) : []),
  ];
}

const layerFaults = (asked: Asked, seen: Seen): readonly string[] => [
  ...headerFaults(layerStatuses.get(seen.status) ?? [], seen, {
    isOptions: asked.method === 'OPTIONS',
    ...(asked.origin === undefined ? {} : { origin: asked.origin }),
  }),
  ...noStoreFaults(seen),
];

const typeFaults = (wanted: string, seen: Seen): readonly string[] => {
  const found = headerOf(seen, 'content-type');
  return found === wanted ? [] : [`media type ${found}, not ${wanted}`];
};

const headFaults = (seen: Seen): readonly string[] => (seen.body.length > 0 ? ['a body behind HEAD'] : []);

const noStoreFaults = (seen: Seen): readonly string[] =>
  headerOf(seen, 'cache-control') === 'no-store' ? [] : ['no Cache-Control: no-store'];

const allowFaults = (allow: string, seen: Seen): readonly string[] =>
  headerOf(seen, 'allow') === allow ? [] : [`Allow is ${headerOf(seen, 'allow')}, not ${allow}`];

const emptyFaults = (seen: Seen): readonly string[] =>
  seen.body.length === 0 && headerOf(seen, 'content-length') === undefined ? [] : ['a 204 has no content'];

/** The id in the body, where an envelope has one, is that of the header. */
function idFaults(seen: Seen): readonly string[] {
  const body = jsonOf(seen) as Json | undefined;
  const ids = [body?.['requestId'], body?.['traceId']].filter((id) => id !== undefined && id !== null);
  const id = headerOf(seen, 'x-request-id');
  return ids.filter((one) => one !== id).map((one) => `the body's id ${String(one)} is not the header's`);
}

function jsonOf({ body }: Seen): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
