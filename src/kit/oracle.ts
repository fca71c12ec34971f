/**
 * The one judge of both, the mock and the server: whether an answer is what its document declares, and nothing more.
 * It shares no code with the server's own validation.
 */
import { type Declared, type DeclaredHeader, type Json, layerHeaders } from './documents.ts';
import { schemaFaults } from './schemas.ts';
import type { Ask, Seen } from './send.ts';
import type { Varying } from './varying.ts';

const PRISM_ERRORS = 'https://stoplight.io/prism/errors';

/** How an answer is held to its document's examples. */
export interface Expectation {
  /** The members of the body that may differ from the example. */
  readonly varying?: Varying;
  /** The headers that may not differ from theirs. */
  readonly exampledHeaders?: readonly string[];
  /** In lower case: headers that nobody declares and that are no fault, since a proxy adds them. */
  readonly allowedHeaders?: readonly string[];
}

/** A sentence for each fault of the answer; none when it is as declared. */
export function faultsOf(
  declared: Declared,
  seen: Seen,
  {
    varying = {},
    exampledHeaders = [],
    allowedHeaders = [],
    asked = {},
    isHead = false,
  }: Expectation & { readonly asked?: Ask; readonly isHead?: boolean } = {},
): readonly string[] {
  // What is said of another case is not held to the words of this one.
  if (seen.status !== declared.status) return [`status ${seen.status}, not ${declared.status}`];
  const faults = [
    ...headerFaults(declared.headers, seen, allowedHeaders),
    ...exampledHeaders.flatMap((name) => exampledHeaderFaults(declared, seen, name)),
    ...mediaTypeFaults(declared, seen),
  ];
  if (isHead) return [...faults, ...(seen.body.length > 0 ? ['a body behind HEAD'] : [])];
  if (declared.mediaType === null) return [...faults, ...emptyFaults(seen)];
  if (seen.body.length === 0) return [...faults, 'the body is empty'];
  const body = bodyOf(declared.mediaType, seen);
  if (body === undefined) return [...faults, 'the body is not JSON in UTF-8'];
  if (isPrismError(body)) return [...faults, "the body is Prism's own error document"];
  const ofSchema = schemaFaults(declared.schema, body);
  const ofExample = exampleFaults(declared.example, body, varying, { seen, asked });
  // Of a member that the schema refuses, the example has nothing new to say.
  const isNamed = (fault: string): boolean => ofSchema.some((other) => memberOf(other) === memberOf(fault));
  return [...faults, ...lengthFaults(seen), ...ofSchema, ...ofExample.filter((fault) => !isNamed(fault))];
}

/** What a fault is about: it begins with that. */
const memberOf = (fault: string): string => fault.split(' ', 1)[0] ?? '';

/** No header is missing, wrong, repeated, or neither declared nor the HTTP layer's. */
export function headerFaults(
  declared: readonly DeclaredHeader[],
  { headers }: Seen,
  allowed: readonly string[] = [],
): readonly string[] {
  const names = headers.map(([name]) => name.toLowerCase());
  const repeated = names.filter((name, at) => names.indexOf(name) !== at);
  const undeclared = names.filter(
    (name) =>
      !declared.some((one) => one.name.toLowerCase() === name) && !isOfLayer(name) && !allowed.includes(name),
  );
  return [
    ...repeated.map((name) => `header ${name} is repeated`),
    ...undeclared.map((name) => `header ${name} is not declared`),
    ...declared.flatMap(({ name, required, schema }) => {
      const value = headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
      if (value === undefined) return required ? [`header ${name} is missing`] : [];
      return schemaFaults(schema, valueOfHeader(schema, value), `header ${name}`);
    }),
  ];
}

/** Whether any answer may have the header: `name` in lower case. */
export function isOfLayer(name: string): boolean {
  return layerHeaders.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));
}

function valueOfHeader(schema: Json, value: string): unknown {
  return schema['type'] === 'integer' && /^-?\d+$/.test(value) ? Number(value) : value;
}

function header({ headers }: Seen, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function exampledHeaderFaults({ headers }: Declared, seen: Seen, name: string): readonly string[] {
  const example = headers.find((one) => one.name === name)?.example;
  const found = header(seen, name.toLowerCase());
  if (found === example) return [];
  if (found !== undefined) return [`header ${name} is ${found}, in the example ${String(example)}`];
  // A header that is required is named as missing already.
  const required = headers.some((one) => one.name === name && one.required);
  return required ? [] : [`header ${name} is missing, in the example it is ${String(example)}`];
}

function mediaTypeFaults({ mediaType }: Declared, seen: Seen): readonly string[] {
  const found = header(seen, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? null;
  return found === mediaType ? [] : [`media type ${found ?? 'none'}, not ${mediaType ?? 'none'}`];
}

/** RFC 9110, sections 8.6 and 15.3.5: a 204 has neither content nor a length of it; elsewhere the length is 0. */
function emptyFaults(seen: Seen): readonly string[] {
  return [
    ...(seen.body.length > 0 ? [`a body of ${seen.body.length} bytes, where there is none`] : []),
    ...(['content-length', 'transfer-encoding'] as const)
      .filter((name) => header(seen, name) !== undefined && (seen.status === 204 || !isNoLength(name, seen)))
      .map((name) => `header ${name}, where there is no body`),
  ];
}

const isNoLength = (name: string, seen: Seen): boolean =>
  name === 'content-length' && header(seen, name) === '0';

function lengthFaults(seen: Seen): readonly string[] {
  const length = header(seen, 'content-length');
  if (length === undefined || Number(length) === seen.body.length) return [];
  return [`content-length ${length}, but a body of ${seen.body.length} bytes`];
}

/** `undefined`: it cannot be read. */
function bodyOf(mediaType: string, { body }: Seen): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return mediaType.endsWith('json') ? JSON.parse(text) : text;
  } catch {
    return undefined;
  }
}

function isPrismError(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('type' in body)) return false;
  return String(body.type).startsWith(PRISM_ERRORS);
}

/** Where nothing may vary the body is the example. */
function exampleFaults(
  example: unknown,
  body: unknown,
  varying: Varying,
  around: { readonly seen: Seen; readonly asked: Ask },
): readonly string[] {
  return compare(example, body, '');

  function compare(wanted: unknown, found: unknown, at: string): readonly string[] {
    const match = varying[at];
    if (match !== undefined) {
      if (match.fits(found, { ...around, example: wanted })) return [];
      return [`body${at} is not ${match.is}: ${JSON.stringify(found)}`];
    }
    if (!isContainer(wanted) || !isContainer(found) || Array.isArray(wanted) !== Array.isArray(found)) {
      if (wanted === found) return [];
      return [`body${at} is ${JSON.stringify(found)}, in the example ${JSON.stringify(wanted)}`];
    }
    const keys = new Set([...Object.keys(wanted), ...Object.keys(found)]);
    return [...keys].flatMap((key) => compare(wanted[key], found[key], `${at}/${key}`));
  }
}

function isContainer(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
