/** The OpenAPI documents, read once at start. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type ContractName, operations } from '../generated/operations.ts';

export interface ContractDocument {
  readonly name: ContractName;
  readonly yaml: string;
  readonly content: OpenApiDocument;
}

/** What of a document is read here; the validator reads the rest. */
export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
}
export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly $ref?: string }>>;
}

export function readDocuments(): readonly ContractDocument[] {
  return (Object.keys(operations) as ContractName[]).map((name) => {
    const yaml = readFileSync(new URL(`../openapi/${name}.yaml`, import.meta.url), 'utf8');
    return { name, yaml, content: parse(yaml) as OpenApiDocument };
  });
}
