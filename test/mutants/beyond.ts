/** Breakages of what stands around an answer, or of what only one case shows: headers, trailers, ids, last pages. */
import type { Mutant } from './mutant.ts';

/** `named`: whose rows have to notice. */
const mutant = (
  name: string,
  [file, named]: readonly [file: string, named: string],
  from: string,
  to: string,
): Mutant => ({
  name,
  file: `src/${file}.ts`,
  breakage: { from, to },
  tests: ['test/contract/contract.test.ts'],
  named: `${named} `,
});

const HEAD = 'res.writeHead(status, headers);';
const NO_STORE = "['Cache-Control', 'no-store', ";

export const beyond: readonly Mutant[] = [
  {
    ...mutant(
      'a token that is not there is null',
      ['contracts/control/sessions', 'a registration'],
      'sayRegistered(201, represent(known, nowMs))',
      'sayRegistered(201, { ...represent(known, nowMs), accessToken: null as never })',
    ),
    tests: ['test/contract/no-secret.test.ts'],
  },
  mutant(
    'an answer has a trailer',
    ['http/write', 'platform'],
    HEAD,
    `headers.splice(headers.indexOf('Content-Length'), 2);\n  ${HEAD}\n  res.addTrailers({ 'X-Late': '1' });`,
  ),
  mutant(
    'an interim answer comes before',
    ['http/write', 'platform'],
    HEAD,
    `res.writeEarlyHints({ link: '</page.css>; rel=preload' });\n  ${HEAD}`,
  ),
  mutant(
    'a member comes twice',
    ['http/write', 'platform'],
    'JSON.stringify(body.json)',
    `JSON.stringify(body.json).replace('{', '{"message":"Bye",')`,
  ),
  mutant(
    'the charset is another',
    ['http/write', 'session'],
    "headers.push('Content-Type', body.mediaType);",
    "headers.push('Content-Type', body.mediaType + '; charset=iso-8859-1');",
  ),
  mutant(
    'any page may read it, with credentials',
    ['http/cors', 'gsm'],
    'if (allowedOrigins.size === 0) return {};',
    "if (allowedOrigins.size === 0)\n    return { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' };",
  ),
  mutant(
    'it has the headers of the page',
    ['http/write', 'session'],
    NO_STORE,
    `${NO_STORE}'Referrer-Policy', 'no-referrer', `,
  ),
  mutant(
    'its limit is a fruit',
    ['http/limits', 'tenant'],
    'headers: said.headers,',
    "headers: { ...said.headers, RateLimit: 'banana' },",
  ),
  mutant(
    'who is refused has to wait for decades',
    ['http/limits', 'session'],
    'handler: (_req, _res, next) => next(refused),',
    "handler: (_req, res, next) => {\n      res.setHeader('Retry-After', '999999999');\n      next(refused);\n    },",
  ),
  mutant(
    'all requests have one id',
    ['http/correlation', 'platform'],
    '{ id: newId(), brought: false }',
    "{ id: newId().slice(99) || 'req-1', brought: false }",
  ),
  mutant(
    'the cookie is deleted at every 401',
    ['http/logout', 'gsm'],
    "!(outcome.kind === 'unauthenticated' && carried)",
    "outcome.kind !== 'unauthenticated'",
  ),
  mutant(
    'the last page has a cursor of nothing',
    ['contracts/control/sessions', 'control'],
    'nextCursor: next === null ? null',
    "nextCursor: next === null ? ''",
  ),
  mutant(
    'a listing has as many as it likes',
    ['contracts/control/sessions', 'control'],
    'limit: query.limit ?? 50 }',
    'limit: 50 }',
  ),
  mutant(
    'the metrics say more than metrics',
    ['observe/metrics', 'control'],
    'text: () => registry.metrics(),',
    'text: async () => (await registry.metrics()) + "admin key is hunter2\\n",',
  ),
];
