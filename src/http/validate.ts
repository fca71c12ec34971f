/** Validation of a request against its contract's document: one express-openapi-validator per contract. */
import type { Request, RequestHandler, Response } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import type { Operation } from '../../generated/operations.ts';
import type { InvalidInput } from '../sessions/outcome.ts';
import { requestsOf } from './lean-validator.ts';
import { completes } from './middleware.ts';

/** What is wrong with the request; `null`: nothing. Rejects when the validator itself fails. */
export type Validate = (req: Request, res: Response, operation: Operation) => Promise<InvalidInput | null>;

/**
 * Credentials, limits and the choice of the contract are decided before, and bodies parsed: what is left is to
 * hold parameters and body to the document. A request must enter only one validator, since a second one reuses
 * what the first found.
 */
export function validator(document: unknown): Validate {
  const steps: readonly RequestHandler[] = OpenApiValidator.middleware({
    apiSpec: requestsOf(document as OpenAPIV3.DocumentV3),
    validateRequests: { allowUnknownQueryParameters: true },
    validateResponses: false,
    validateSecurity: false,
    fileUploader: false,
    validateApiSpec: false,
  });
  return async (req, res, operation) => {
    // There is nothing to hold to the document; `readBody` has refused a request that lacks a required body.
    if (req.body === undefined && operation.parameters.length === 0) return null;
    // One after the other by hand: a router would let a turn of the event loop pass after the last.
    for (const step of steps) {
      const error = await completes(step, req, res);
      if (error === null) continue;
      const refusal = readError(error);
      if (refusal === null) throw error;
      return refusal;
    }
    return null;
  };
}

function readError(error: unknown): InvalidInput | null {
  if (!(error instanceof Error) || !('status' in error) || !('errors' in error)) return null;
  if (error.status !== 400 && error.status !== 415) return null;
  const [first]: { path?: unknown; message?: unknown; errorCode?: unknown }[] = Array.isArray(error.errors)
    ? error.errors
    : [];
  const said = typeof first?.message === 'string' ? first.message : 'is not valid';
  const problem = plainer.get(first?.errorCode) ?? (RESERVED.test(said) ? NOT_ENCODED : said);
  return { kind: 'invalid-input', at: memberOf(first?.path), problem };
}

/** Where the validator's own words do not go on from the member's name. */
const plainer: ReadonlyMap<unknown, string> = new Map([
  ['required.openapi.validation', 'is required'],
  ['additionalProperties.openapi.validation', 'is not a known member'],
]);

/** Of a query: RFC 3986, section 2.2. */
const RESERVED = /may not contain reserved characters/;
const NOT_ENCODED = 'has a reserved character, which must be percent-encoded';

/** The last part of `/body/scope`. A name that a client made up is repeated only when it is harmless. */
function memberOf(path: unknown): string {
  const name = typeof path === 'string' ? (path.split('/').at(-1) ?? '') : '';
  return /^[A-Za-z0-9_-]{1,64}$/.test(name) ? name : 'a member';
}
