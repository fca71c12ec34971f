/** What http-layer.yaml says: what answers may show beyond their declaration, and where. */
import { type DeclaredHeader, type Json, list, object, read } from './documents.ts';

/** A header that no operation declares. */
interface LayerHeader {
  /** In lower case. */
  readonly name: string;
  readonly schema: Json;
  /** `routes`: on those that require it; `null`: anywhere. */
  readonly only: 'OPTIONS' | 'routes' | null;
  /** In lower case, the header of the request that it is an answer to; `null`: of any request. */
  readonly asked: string | null;
}

/** What serves people and tools at a path. */
export interface Route {
  readonly path: string;
  readonly methods: readonly string[];
  readonly statuses: readonly number[];
  /** With all its parameters. */
  readonly mediaType: string;
  readonly headers: readonly DeclaredHeader[];
}

const layer = read('http-layer');

export const layerHeaders: ReadonlyMap<string, LayerHeader> = new Map(
  list(layer['headers']).map((one) => {
    const name = String(one['name']).toLowerCase();
    const asked = one['asked'] === undefined ? null : String(one['asked']).toLowerCase();
    const only = (one['only'] as LayerHeader['only'] | undefined) ?? null;
    return [name, { name, schema: object(one['schema']), only, asked }];
  }),
);

/** Whether answers may have the header somewhere without declaring it: `name` in lower case. */
export const isOfLayer = (name: string): boolean => layerHeaders.has(name);

export const routes: readonly Route[] = list(layer['routes']).map((one) => ({
  path: String(one['path']),
  methods: one['methods'] as readonly string[],
  statuses: one['statuses'] as readonly number[],
  mediaType: String(one['mediaType']),
  headers: namedHeaders(one['requiredHeaders'], one['requiredHeaders']),
}));

/** The headers, beyond those, of a status that belongs to no operation. */
export function layerStatusHeaders(status: number): readonly DeclaredHeader[] {
  const found = object(list(layer['statuses']).find((one) => one['status'] === status));
  return namedHeaders(found['headers'], found['requiredHeaders']);
}

function namedHeaders(headers: unknown, requiredHeaders: unknown): readonly DeclaredHeader[] {
  const required = new Set(requiredHeaders as readonly string[]);
  return (headers as readonly string[]).map((name) => ({
    name,
    required: required.has(name),
    schema: layerHeaders.get(name.toLowerCase())?.schema ?? {},
    example: undefined,
  }));
}
