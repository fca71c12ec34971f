/** The body of an operation that declares one. Those that declare none never read theirs. */
import { MIMEType } from 'node:util';
import express, { type Request, type Response } from 'express';
import type { Operation } from '../../generated/operations.ts';
import type { InvalidInput } from '../sessions/outcome.ts';
import { completes } from './middleware.ts';

const MAX_BODY_BYTES = 16 * 1024;

const raw = express.raw({ type: () => true, limit: MAX_BODY_BYTES, inflate: false });

/**
 * Leaves in `req.body` the JSON that was sent, or `undefined`. Its media type matters only when it is not empty:
 * the validator is then told the declared one, whatever its spelling and parameters.
 */
export async function readBody(
  req: Request,
  res: Response,
  operation: Operation,
): Promise<InvalidInput | null> {
  if (operation.body === null) return null;
  const failure = await completes(raw, req, res);
  if (failure !== null) return unreadable(failure);
  const bytes: unknown = req.body;
  const mediaType = req.headers['content-type'];
  req.body = undefined;
  delete req.headers['content-type'];
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    return operation.body.required ? invalid('is required') : null;
  }
  if (!isJson(mediaType)) return invalid('must be sent as application/json');
  const value = parse(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return invalid(value === undefined ? 'is not JSON' : 'must be an object');
  }
  req.body = value;
  req.headers['content-type'] = 'application/json';
  return null;
}

const invalid = (problem: string): InvalidInput => ({ kind: 'invalid-input', at: 'body', problem });

function unreadable(failure: unknown): InvalidInput {
  const status = failure instanceof Error && 'status' in failure ? failure.status : undefined;
  if (status === 413) return invalid(`must be at most ${MAX_BODY_BYTES} bytes`);
  return invalid(status === 415 ? 'must not be encoded' : 'did not arrive whole');
}

function isJson(mediaType: string | undefined): boolean {
  try {
    const { essence, params } = new MIMEType(mediaType ?? '');
    return essence === 'application/json' && /^(?:utf-8)?$/i.test(params.get('charset') ?? '');
  } catch {
    return false;
  }
}

/** `undefined`: not JSON, or not UTF-8. */
function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
