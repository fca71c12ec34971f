import type {
  DocumentOperation,
  OpenApiDocument,
  Parameter,
  PathItem,
  Reference,
  RequestBody,
  Response,
  SecurityRequirement,
} from './documents.ts';
import { contractNames, naming, readDocument, resolve } from './documents.ts';

type Read = { in: Parameter['in']; name: string; required: boolean };

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** The operations of a document, in its own order, flattened to what can be seen of each from outside. */
export function operationsOf(document: OpenApiDocument) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => (methods as readonly string[]).includes(key))
      .map((method) => describe(document, path, method, item)),
  );
}

function describe(document: OpenApiDocument, path: string, method: string, item: PathItem) {
  const operation = item[method] as DocumentOperation;
  return {
    operationId: operation.operationId,
    method: method.toUpperCase(),
    path,
    anyMethod: operation['x-any-method'] ?? false,
    anySubpath: operation['x-any-subpath'] ?? false,
    body: operation.requestBody ? bodyOf(resolve(document, operation.requestBody)) : null,
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => [
        status,
        responseOf(document, resolve(document, response)),
      ]),
    ),
    parameters: parametersOf(document, [...(item.parameters ?? []), ...(operation.parameters ?? [])]),
    credentials: credentialsOf(document, operation.security ?? document.security ?? []),
  };
}

function bodyOf(body: RequestBody) {
  return { required: body.required ?? false, mediaTypes: Object.keys(body.content) };
}

function responseOf(document: OpenApiDocument, response: Response) {
  const headers = Object.entries(response.headers ?? {});
  return {
    mediaTypes: Object.keys(response.content ?? {}),
    headers: headers.map(([name]) => name),
    requiredHeaders: headers.filter(([, header]) => resolve(document, header).required).map(([name]) => name),
  };
}

/** An operation's own parameter replaces the path's of the same name and place. */
function parametersOf(document: OpenApiDocument, declared: readonly (Parameter | Reference)[]): Read[] {
  const byPlace = new Map<string, Read>();
  for (const parameter of declared.map((one) => resolve(document, one))) {
    const { in: place, name, required = false } = parameter;
    byPlace.set(`${place} ${name}`, { in: place, name, required });
  }
  return [...byPlace.values()];
}

/** A credential is required when there is no alternative to it. */
function credentialsOf(document: OpenApiDocument, alternatives: readonly SecurityRequirement[]): Read[] {
  const schemes = new Set(alternatives.flatMap((alternative) => Object.keys(alternative)));
  return [...schemes].map((key) => {
    const scheme = document.components?.securitySchemes?.[key];
    if (!scheme) throw new Error(`${document.info.title}: no security scheme ${key}`);
    const required = alternatives.every((alternative) => key in alternative);
    return scheme.type === 'apiKey'
      ? { in: scheme.in, name: scheme.name, required }
      : { in: 'header', name: 'Authorization', required };
  });
}

const declarations = `export type Operation = {
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  /** The template as the document has it. */
  readonly path: string;
  /** Whether every other method is answered like this one: \`x-any-method\`. */
  readonly anyMethod: boolean;
  /** Whether every path below this one is answered like it: \`x-any-subpath\`. */
  readonly anySubpath: boolean;
  /** Null where the operation declares no body; \`required\` is false where it may be left out. */
  readonly body: null | { readonly required: boolean; readonly mediaTypes: readonly string[] };
  /** By status. No media types means that the response has no body. */
  readonly responses: Readonly<
    Record<
      number,
      {
        readonly mediaTypes: readonly string[];
        readonly headers: readonly string[];
        readonly requiredHeaders: readonly string[];
      }
    >
  >;
  readonly parameters: readonly Read[];
  /** One that has an alternative is not required. */
  readonly credentials: readonly Read[];
};

export type Read = {
  readonly in: 'query' | 'path' | 'header' | 'cookie';
  readonly name: string;
  readonly required: boolean;
};

export type ContractName = keyof typeof operations;
`;

export async function renderOperations(folder?: URL): Promise<string> {
  const table: Record<string, unknown> = {};
  for (const name of contractNames) {
    table[name] = await naming(name, async () => operationsOf(await readDocument(name, folder)));
  }
  return `${declarations}\nexport const operations = ${literal(table)} as const satisfies Record<string, readonly Operation[]>;\n`;
}

/** JSON as TypeScript would have it: keys without quotes where they need none, short lists on one line. */
function literal(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(/^(\s*)"(\w+)":/gm, '$1$2:')
    .replace(/\{\s+in: ([^{}]*?)\s+\}/g, (_, members: string) => `{ in: ${members.replace(/\s+/g, ' ')} }`)
    .replace(/\[\s+((?:"[^"]*"(?:,\s+)?)+)\s+\]/g, (_, items: string) => `[${items.replace(/\s+/g, ' ')}]`);
}
