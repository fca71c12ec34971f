/** What the documents say that a contract answers: tests expect their examples, not what the code happens to say. */
import type { About, Answer } from '../../../src/contracts/presenter.ts';
import { declarations, operationNamed } from '../../../src/kit/documents.ts';

/** The answer of the document's example; `named` where it has several. It has no headers of its own. */
export function example(operationId: string, status: number, named: string | null = null): Answer {
  const found = declarations.find(
    (one) => one.operationId === operationId && one.status === status && one.exampleName === named,
  );
  if (found === undefined) throw new Error(`no example of ${operationId} ${status} ${named ?? ''}`);
  if (found.mediaType === null) return { status, headers: {}, body: null };
  const mediaType = found.mediaType as 'application/json' | 'application/problem+json';
  return { status, headers: {}, body: { mediaType, json: found.example } };
}

/** The same with the challenge of the header's own example. */
export function challenged(operationId: string, status: number, named: string | null = null): Answer {
  const declared = declarations.find((one) => one.operationId === operationId && one.status === status);
  const challenge = declared?.headers.find(({ name }) => name === 'WWW-Authenticate')?.example;
  if (typeof challenge !== 'string') throw new Error(`${operationId} ${status} declares no challenge`);
  return { ...example(operationId, status, named), headers: { 'WWW-Authenticate': challenge } };
}

/** An example of what a client may send. */
export function sent(operationId: string, named: string): unknown {
  const content = operationNamed(operationId).requestBody?.['content'] as
    | Record<string, { readonly examples?: Record<string, { readonly value: unknown }> }>
    | undefined;
  const found = content?.['application/json']?.examples?.[named];
  if (found === undefined) throw new Error(`${operationId} has no request ${named}`);
  return found.value;
}

/** The request of the examples: in production, with an id that logoutd made up. */
export const about = (changes: Partial<About> = {}): About => ({
  requestId: 'req-12345',
  broughtId: null,
  atMs: Date.parse('2025-01-15T10:30:00.000Z'),
  showDetails: false,
  ...changes,
});
