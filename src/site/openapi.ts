/** What of an OpenAPI document is read here; the validator reads the rest. */
import type { ContractName } from '../../generated/operations.ts';

export interface ContractDocument {
  readonly name: ContractName;
  readonly yaml: string;
  readonly content: OpenApiDocument;
}

type Named<T> = Readonly<Record<string, T>>;

/** A JSON pointer into the same document, in place of what it points to. */
export interface Reference {
  readonly $ref: string;
}
type Or<T> = T | Reference;

export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly security?: readonly Named<unknown>[];
  readonly paths: Named<OpenApiPath>;
  readonly components?: { readonly securitySchemes?: Named<SecurityScheme> };
}
/** Operations stand under their methods. */
export type OpenApiPath = { readonly parameters?: readonly Or<Parameter>[] } & Named<unknown>;

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security?: readonly Named<unknown>[];
  readonly parameters?: readonly Or<Parameter>[];
  readonly requestBody?: {
    readonly description?: string;
    readonly required?: boolean;
    readonly content: Named<MediaType>;
  };
  readonly responses: Named<Or<Response>>;
}
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Or<Schema>;
  readonly example?: unknown;
}
export interface Response {
  readonly description: string;
  readonly headers?: Named<Or<Header>>;
  readonly content?: Named<MediaType>;
}
export interface Header {
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: Or<Schema>;
  readonly example?: unknown;
}
export interface MediaType {
  readonly schema?: Or<Schema>;
  readonly example?: unknown;
  readonly examples?: Named<{ readonly summary?: string; readonly value: unknown }>;
}
export interface SecurityScheme {
  readonly type: string;
  readonly scheme?: string;
  readonly in?: string;
  readonly name?: string;
  readonly description?: string;
}
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Named<Or<Schema>>;
  readonly items?: Or<Schema>;
}

/** @throws {Error} if the reference leads nowhere */
export function resolve<T extends object>(content: OpenApiDocument, value: Or<T>): T {
  if (!('$ref' in value)) return value;
  const keys = value.$ref.replace(/^#\//, '').split('/');
  const found = keys.reduce<unknown>(
    (node, key) => (node as Named<unknown> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
    content,
  );
  if (found === undefined) throw new Error(`${content.info.title} has no ${value.$ref}`);
  return resolve(content, found as Or<T>);
}
