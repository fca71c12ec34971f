/** Answers for the oracle to judge: one that is as declared, and what it takes to make others of it. */
import { declarations, keyOf } from '../../src/kit/documents.ts';
import type { Seen } from '../../src/kit/send.ts';

export const declared = (key: string) => {
  const found = declarations.find((one) => keyOf(one) === key);
  if (found === undefined) throw new Error(`${key} is not declared`);
  return found;
};
export const unauthorized = declared('gsmLogout 401 application/json production');
export const ended = declared('endSession 204');

export const ID: Seen['headers'][number] = ['x-request-id', '8d472d95-140e-414d-bbd7-26f0b82bd059'];
export const usual: Seen['headers'] = [
  ['Content-Type', 'application/json'],
  ['Cache-Control', 'no-store'],
  ID,
];
export const challenged: Seen['headers'] = [...usual, ['WWW-Authenticate', 'Bearer']];
export const without = (headers: Seen['headers'], name: string) => headers.filter(([key]) => key !== name);
export const withHeader = (headers: Seen['headers'], name: string, value: string): Seen['headers'] => [
  ...without(headers, name),
  [name, value],
];

export const envelope = {
  success: false,
  message: 'Unauthorized',
  data: null,
  errorType: 'Unauthorized',
  traceId: null,
  details: null,
};
export const answer = (body: unknown, headers = challenged, status = 401): Seen => ({
  status,
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
