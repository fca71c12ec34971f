/** Validation of a request that has nothing to validate but its body, by the schema that its document has for it. */
import { Ajv } from 'ajv';
import type { Operation } from '../../generated/operations.ts';
import type { InvalidInput } from '../sessions/outcome.ts';
import type { Validate } from './validate.ts';

/**
 * For an operation without parameters, as a check is that gateways ask. The schema is compiled once, as the validator of
 * the whole document would; what that does about each request beside it would be most of the time that a check takes.
 */
export function bodyValidator(document: unknown, { operationId, path, method, body }: Operation): Validate {
  const [mediaType] = body?.mediaTypes ?? [];
  if (mediaType === undefined) throw new Error(`${operationId} declares no body`);
  const place = ['paths', path, method.toLowerCase(), 'requestBody', 'content', mediaType, 'schema'];
  const ajv = new Ajv({ strict: false, validateSchema: false }).addSchema(document as object, 'document');
  const isValid = ajv.compile({ $ref: `document#/${place.map(escaped).join('/')}` });
  return async ({ body: sent }) => (isValid(sent) ? null : refusalOf(isValid.errors?.[0]));
}

/** RFC 6901, sections 3 and 6. */
const escaped = (part: string): string =>
  encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

type Fault = NonNullable<ReturnType<Ajv['compile']>['errors']>[number];

function refusalOf(fault: Fault | undefined): InvalidInput {
  if (fault?.keyword === 'required') {
    return { kind: 'invalid-input', at: String(fault.params['missingProperty']), problem: 'is required' };
  }
  return {
    kind: 'invalid-input',
    at: fault?.instancePath.slice(1) || 'body',
    problem: fault?.message ?? 'is not valid',
  };
}
