import openapiTS, { astToString, NULL } from 'openapi-typescript';
import type { OpenApiDocument, Reference, Response } from './documents.ts';
import { naming, readDocument, resolve } from './documents.ts';

/** A document's types. What has a default may be left out, so its type says so, in bodies too. */
export const renderTypes = (name: string, folder?: URL): Promise<string> =>
  naming(name, () => typesOf(name, folder));

async function typesOf(name: string, folder?: URL): Promise<string> {
  const document = structuredClone(await readDocument(name, folder));
  for (const response of responsesOf(document)) inlineHeaders(document, response);
  const schema = document as unknown as Parameters<typeof openapiTS>[0];
  const options = { alphabetize: true, defaultNonNullable: false, transform: nullAlone };
  return astToString(await openapiTS(schema, options));
}

/** What can only be null is null. Such a schema still names another type, as OpenAPI 3.0 has none for null alone. */
function nullAlone(schema: { readonly enum?: readonly unknown[] }): typeof NULL | undefined {
  return schema.enum?.length === 1 && schema.enum[0] === null ? NULL : undefined;
}

/** openapi-typescript takes every header that is a reference for a required one, so there must be none. */
function inlineHeaders(document: OpenApiDocument, response: Response): void {
  const headers = response.headers as Record<string, object> | undefined;
  if (!headers) return;
  for (const [name, header] of Object.entries(headers)) headers[name] = resolve(document, header);
}

function responsesOf(document: OpenApiDocument): Response[] {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  const declared = [...operations, document.components].flatMap((holder) => {
    const responses = (holder as { responses?: Record<string, Response | Reference> } | undefined)?.responses;
    return Object.values(responses ?? {});
  });
  return declared.filter((response): response is Response => !('$ref' in response));
}
