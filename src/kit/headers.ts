/** The headers of an answer, held to its declaration and to http-layer.yaml, values included. */
import type { DeclaredHeader, Json } from './documents.ts';
import { layerHeaders } from './layer.ts';
import { schemaFaults } from './schemas.ts';
import type { Seen } from './send.ts';

/** What the headers of an answer depend on, besides its declaration. */
export interface Around {
  /** In lower case: headers that nobody declares and that are no fault, since a proxy adds them. */
  readonly allowed?: readonly string[];
  readonly isOptions?: boolean;
  /** Of the request; `null`: it has none; left out: nobody knows. */
  readonly origin?: string | null;
}

/** The value of the first header of this name, which is in lower case. */
export function headerOf({ headers }: Pick<Seen, 'headers'>, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** No header is missing, wrong, repeated, or neither declared nor the HTTP layer's. */
export function headerFaults(
  declared: readonly DeclaredHeader[],
  seen: Seen,
  around: Around = {},
): readonly string[] {
  const names = seen.headers.map(([name]) => name.toLowerCase());
  const repeated = names.filter((name, at) => names.indexOf(name) !== at);
  const own = new Set(declared.map(({ name }) => name.toLowerCase()));
  const others = [...new Set(names)].filter((name) => !own.has(name) && !around.allowed?.includes(name));
  return [
    ...repeated.map((name) => `header ${name} is repeated`),
    ...others.flatMap((name) => layerFaults(name, headerOf(seen, name) ?? '', around)),
    ...declared.flatMap(({ name, required, schema }) => {
      const value = headerOf(seen, name.toLowerCase());
      if (value === undefined) return required ? [`header ${name} is missing`] : [];
      return schemaFaults(schema, valueOfHeader(schema, value), `header ${name}`);
    }),
    ...limitFaults(seen),
  ];
}

function layerFaults(name: string, value: string, { isOptions = false, origin }: Around): readonly string[] {
  const known = layerHeaders.get(name);
  if (known === undefined || known.only === 'routes' || (known.only === 'OPTIONS' && !isOptions)) {
    return [`header ${name} is not declared`];
  }
  if (known.asked === 'origin' && origin === null) return [`header ${name}, and the request has no Origin`];
  if (name === 'access-control-allow-origin' && typeof origin === 'string' && origin !== value) {
    return [`header ${name} is ${value}, and the request is of ${origin}`];
  }
  return schemaFaults(known.schema, value, `header ${name}`);
}

function valueOfHeader(schema: Json, value: string): unknown {
  return schema['type'] === 'integer' && /^-?\d+$/.test(value) ? Number(value) : value;
}

/** draft-ietf-httpapi-ratelimit-headers-08: a list of names, each with its parameters. */
const LIMIT = /^"[^"]+"(?:; ?[a-z]+=(?:\d+|"[^"]*"|:[A-Za-z0-9+/=]*:))+$/;

/** The documents give these by their examples; here they are held to what they mean. */
function limitFaults(seen: Seen): readonly string[] {
  const [limit, policy] = [headerOf(seen, 'ratelimit'), headerOf(seen, 'ratelimit-policy')];
  const wait = Number(headerOf(seen, 'retry-after') ?? 0);
  const [window, reset] = [parameterOf(policy, 'w'), parameterOf(limit, 't')];
  const forms = { ratelimit: limit, 'ratelimit-policy': policy };
  return [
    ...Object.entries(forms).flatMap(([name, value]) =>
      value === undefined || LIMIT.test(value) ? [] : [`header ${name} is no limit: ${value}`],
    ),
    ...(reset > window ? [`header ratelimit ends ${reset} s from now, in a window of ${window} s`] : []),
    ...(wait > window ? [`header retry-after is ${wait} s, and the window is of ${window} s`] : []),
  ];
}

/** Without a bound where the header, or the parameter, is not there. */
function parameterOf(value: string | undefined, name: 'w' | 't'): number {
  const found = new RegExp(`;\\s*${name}=(\\d+)`).exec(value ?? '')?.[1];
  return found === undefined ? (name === 'w' ? Number.POSITIVE_INFINITY : 0) : Number(found);
}
