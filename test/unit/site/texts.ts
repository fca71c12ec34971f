/** Every description and summary of a document that a reader should find, and where. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Contract, type Json, object } from '../../../src/kit/documents.ts';

export interface Text {
  readonly operationId: string;
  /** `null`: it is about the operation as a whole. */
  readonly status: number | null;
  readonly text: string;
}

export function inlinedDocument(contract: Contract): Json {
  const source: unknown = parse(
    readFileSync(new URL(`../../../openapi/${contract}.yaml`, import.meta.url), 'utf8'),
  );
  const inlined = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inlined);
    if (typeof value !== 'object' || value === null) return value;
    if (!('$ref' in value))
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inlined(one)]));
    const keys = String(value.$ref).replace(/^#\//, '').split('/');
    return inlined(keys.reduce<unknown>((at, key) => object(at)[key], source));
  };
  return object(inlined(source));
}

export function textsOf(contract: Contract): readonly Text[] {
  return Object.values(object(inlinedDocument(contract)['paths'])).flatMap((item) => {
    const { parameters: shared = [], ...methods } = object(item);
    return Object.values(methods).flatMap((value) => {
      const { responses, operationId, parameters = [], ...operation } = object(value);
      const about = (status: number | null, texts: readonly string[]): readonly Text[] =>
        texts.map((text) => ({ operationId: String(operationId), status, text }));
      return [
        ...about(null, collect({ ...operation, parameters, shared })),
        ...Object.entries(object(responses)).flatMap(([status, response]) =>
          about(Number(status), collect(response)),
        ),
      ];
    });
  });
}

/** A description is cut at its blank lines. What describes a whole body says no more than the operation does. */
function collect(value: unknown, key = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => collect(one));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    if ((name === 'description' || name === 'summary') && typeof one === 'string') {
      return key === 'schema' || key === 'items' ? [] : one.trim().split(/\n\n/);
    }
    // Data, not descriptions of it.
    return name === 'example' || name === 'value' ? [] : collect(one, name);
  });
}
