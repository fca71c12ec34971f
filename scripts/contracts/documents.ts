import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** The contracts in the order in which everything generated lists them. */
export const contractNames = ['platform', 'gsm', 'tenant', 'session', 'storefront', 'control'] as const;

export const openapiFolder = new URL('../../openapi/', import.meta.url);
export const generatedFolder = new URL('../../generated/', import.meta.url);

export type Reference = { readonly $ref: string };
export type Parameter = {
  readonly in: 'query' | 'path' | 'header' | 'cookie';
  readonly name: string;
  readonly required?: boolean;
};
export type Header = { readonly required?: boolean };
export type Content = Readonly<Record<string, unknown>>;
export type Response = {
  readonly headers?: Readonly<Record<string, Header | Reference>>;
  readonly content?: Content;
};
export type RequestBody = { readonly required?: boolean; readonly content: Content };
/** Schemes that must all be met, each with its scopes. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;
export type SecurityScheme =
  | { readonly type: 'http'; readonly scheme: string }
  | { readonly type: 'apiKey'; readonly in: 'query' | 'header' | 'cookie'; readonly name: string };
export type DocumentOperation = {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: RequestBody | Reference;
  readonly responses: Readonly<Record<string, Response | Reference>>;
  readonly security?: readonly SecurityRequirement[];
  readonly 'x-any-method'?: boolean;
  readonly 'x-any-subpath'?: boolean;
};
export type PathItem = Readonly<Record<string, unknown>> & {
  readonly parameters?: readonly (Parameter | Reference)[];
};
/** As much of an OpenAPI 3.0 document as the generators look at. */
export type OpenApiDocument = {
  readonly info: { readonly title: string };
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly security?: readonly SecurityRequirement[];
  readonly components?: {
    readonly responses?: Readonly<Record<string, Response>>;
    readonly securitySchemes?: Readonly<Record<string, SecurityScheme>>;
  };
};

export const documentUrl = (name: string, folder: URL = openapiFolder): URL =>
  new URL(`${name}.yaml`, folder);

/** @throws with its name, where it cannot be read, or is no YAML of an object */
export async function readDocument(name: string, folder?: URL): Promise<OpenApiDocument> {
  return naming(name, async () => {
    const document: unknown = parse(await readFile(documentUrl(name, folder), 'utf8'));
    if (typeof document === 'object' && document !== null && 'paths' in document)
      return document as OpenApiDocument;
    throw new Error('it has no paths');
  });
}

/** What the work comes to; where it fails, the message begins with the document's name, once. */
export async function naming<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const file = `openapi/${name}.yaml`;
  try {
    return await work();
  } catch (error) {
    const { message } = error as Error;
    throw message.startsWith(file) ? error : new Error(`${file}: ${message}`, { cause: error });
  }
}

/** What a `$ref` within the same document stands for, or the value itself where it is none. */
export function resolve<T extends object>(document: OpenApiDocument, value: T | Reference): T {
  if (!('$ref' in value)) return value;
  const keys = value.$ref.replace(/^#\//, '').split('/');
  let found: unknown = document;
  for (const key of keys) {
    found = (found as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  if (found === undefined) throw new Error(`${document.info.title}: nothing at ${value.$ref}`);
  return resolve(document, found as T | Reference);
}
