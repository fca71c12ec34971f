/** What is said where no operation is: 405 in the words of the path's owner, and the problem document for the rest. */
import type { Contract, Json } from '../../src/kit/documents.ts';

const only = (value: unknown): Json => ({ enum: [value] });
const ID: Json = { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' };
const NULL: Json = { type: 'string', nullable: true, enum: [null] };

const closed = (properties: Readonly<Record<string, Json>>): Json => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

export const problem = (status: number, title: string): Json =>
  closed({
    type: only('about:blank'),
    title: only(title),
    status: only(status),
    detail: { type: 'string', minLength: 1 },
    requestId: ID,
  });

/** tenant has none: every method but GET is platform's. */
export const notAllowed: Readonly<Record<Exclude<Contract, 'tenant'>, Json>> = {
  platform: closed({
    message: only('Method not allowed'),
    description: { type: 'string', minLength: 1 },
    code: only('METHOD_NOT_ALLOWED'),
  }),
  gsm: closed({
    success: only(false),
    message: only('Method not allowed'),
    data: NULL,
    errorType: only('MethodNotAllowed'),
    traceId: { ...ID, nullable: true },
    details: NULL,
  }),
  session: closed({ success: only(false), message: only('Método no permitido') }),
  storefront: closed({
    requestId: ID,
    error: only('MethodNotAllowedException'),
    statusCode: only(405),
    message: only('Method not allowed'),
    path: only('/auth/logout'),
    timestamp: { type: 'integer', minimum: 0 },
  }),
  control: problem(405, 'Method Not Allowed'),
};
