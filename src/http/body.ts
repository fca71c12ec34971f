/** The body of an operation that declares one, as JSON or as a form. Those that declare none never read theirs. */
import { MIMEType } from 'node:util';
import type { Request, Response } from 'express';
import getRawBody from 'raw-body';
import type { Operation } from '../../generated/operations.ts';
import type { InvalidInput } from '../sessions/outcome.ts';
import { expectsContinue } from './linger.ts';
import { repeatsMember } from './repeated-members.ts';

const MAX_BODY_BYTES = 16 * 1024;

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

/**
 * Leaves in `req.body` the object that was sent, or `undefined`. Its media type matters only when it is not empty:
 * the validator is then told the declared one, whatever its spelling and parameters.
 */
export async function readBody(
  req: Request,
  res: Response,
  operation: Operation,
): Promise<InvalidInput | null> {
  if (operation.body === null) return null;
  const bytes = isAnnounced(req) ? await receive(req, res) : NOTHING;
  if ('kind' in bytes) return bytes;
  const mediaType = req.headers['content-type'];
  delete req.headers['content-type'];
  if (bytes.length === 0) return operation.body.required ? invalid('is required') : null;
  if (!/^(?:identity)?$/i.test(req.headers['content-encoding'] ?? '')) return invalid('must not be encoded');
  const declared = operation.body.mediaTypes.includes(FORM) ? FORM : JSON_TYPE;
  if (!isOfType(mediaType, declared)) return invalid(`must be sent as ${declared}`);
  const value = declared === FORM ? readForm(bytes) : readJson(bytes);
  if ('kind' in value) return value;
  req.body = value.members;
  req.headers['content-type'] = declared;
  return null;
}

type Members = { readonly members: object };

function readJson(bytes: Buffer): Members | InvalidInput {
  const parsed = parse(bytes);
  if (parsed === null) return invalid('is not JSON');
  const { value, text } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return invalid('must be an object');
  return repeatsMember(text) ? invalid('has a member twice') : { members: value };
}

/** RFC 6749, section 3.1: a member without a value counts as left out, and one that comes twice is refused. */
function readForm(bytes: Buffer): Members | InvalidInput {
  // It takes a `?` at the beginning of a text for that of a URL.
  const members = [...new URLSearchParams(`&${bytes.toString('utf8')}`)].filter(([, value]) => value !== '');
  const names = new Set(members.map(([name]) => name));
  return names.size < members.length
    ? invalid('has a member twice')
    : { members: Object.fromEntries(members) };
}

const invalid = (problem: string): InvalidInput => ({ kind: 'invalid-input', at: 'body', problem });

const NOTHING = Buffer.alloc(0);

/** RFC 9112, section 6.3: a request with neither header has no body. */
function isAnnounced({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Gives up as soon as there is too much, and does not wait for the rest. */
async function receive(req: Request, res: Response): Promise<Buffer | InvalidInput> {
  const length = req.headers['content-length'] ?? null;
  if (Number(length ?? 0) <= MAX_BODY_BYTES && expectsContinue(req)) res.writeContinue();
  try {
    return await getRawBody(req, { limit: MAX_BODY_BYTES, length });
  } catch (failure) {
    const tooLarge = failure instanceof Error && 'status' in failure && failure.status === 413;
    return invalid(tooLarge ? `must be at most ${MAX_BODY_BYTES} bytes` : 'did not arrive whole');
  }
}

function isOfType(mediaType: string | undefined, declared: string): boolean {
  try {
    const { essence, params } = new MIMEType(mediaType ?? '');
    return essence === declared && /^(?:utf-8)?$/i.test(params.get('charset') ?? '');
  } catch {
    return false;
  }
}

/** Half a surrogate pair is no text: no path and no token could name what is called so. However deep it stands. */
function isWellFormed(json: unknown): boolean {
  const left: unknown[] = [json];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string' && !value.isWellFormed()) return false;
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) left.push(part);
  }
  return true;
}

/** `null`: not JSON, or not Unicode. */
function parse(bytes: Buffer): { readonly value: unknown; readonly text: string } | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return isWellFormed(value) ? { value, text } : null;
  } catch {
    return null;
  }
}
