/** The OpenAPI documents, read once at start. */
import { readFileSync } from 'node:fs';
import { type ContractName, operations } from '../generated/operations.ts';
import type { ContractDocument, OpenApiDocument } from './site/openapi.ts';

export function readDocuments(): readonly ContractDocument[] {
  return (Object.keys(operations) as ContractName[]).map((name) => {
    const yaml = readFileSync(new URL(`../openapi/${name}.yaml`, import.meta.url), 'utf8');
    const json = readFileSync(new URL(`../generated/${name}.json`, import.meta.url), 'utf8');
    return { name, yaml, content: JSON.parse(json) as OpenApiDocument };
  });
}
