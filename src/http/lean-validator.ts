/** What express-openapi-validator would do at a cost, and to no end. Importing this file sees to it that it does not. */
import { parse } from 'node:url';
import metaSchema from 'express-openapi-validator/dist/framework/openapi.schema.validator.js';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';

/**
 * The documents are linted in CI, and the validator is told not to check them again. It compiles the schema of all
 * OpenAPI documents all the same, once for each of ours: more than a quarter of a start.
 */
metaSchema.OpenAPISchemaValidator = class {
  validate(): never {
    throw new Error('the documents are not to be checked here');
  }
} as never;

/**
 * It reads the URL of each request by `url.parse`. Until that has given its deprecation warning, it looks through the
 * stack at every call for somebody to warn, and passes packages over. So the warning is given here, and not heard.
 */
const { noDeprecation = false } = process;
process.noDeprecation = true;
parse('/');
process.noDeprecation = noDeprecation;

/** The document without its answers: their schemas would be compiled, though no answer is held to them here. */
export function requestsOf(document: OpenAPIV3.DocumentV3): OpenAPIV3.DocumentV3 {
  const isOperation = (part: unknown): part is object =>
    typeof part === 'object' && part !== null && 'responses' in part;
  const pathItem = (item: object): OpenAPIV3.PathItemObject =>
    Object.fromEntries(
      Object.entries(item).map(([name, part]) => [
        name,
        isOperation(part) ? { ...part, responses: {} } : part,
      ]),
    );
  const paths = Object.entries(document.paths).map(([path, item]) => [path, pathItem(item ?? {})]);
  return { ...document, paths: Object.fromEntries(paths) };
}
