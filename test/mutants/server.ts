/** Breakages of what the server says. The contract tests have to notice each. */
import { beyond } from './beyond.ts';
import type { Mutant } from './mutant.ts';

const CONTRACT = ['test/contract/contract.test.ts'];
/** `contract`: whose rows have to notice, so that not all of them need to run. */
const said =
  (contract: string) =>
  (file: string, name: string, from: string, to: string): Mutant => ({
    name,
    file: `src/${file}.ts`,
    breakage: { from, to },
    tests: CONTRACT,
    named: `${contract} `,
  });
const platform = said('platform');
const gsm = said('gsm');
const tenant = said('tenant');
const session = said('session');
const storefront = said('storefront');
const control = said('control');

export const server: readonly Mutant[] = [
  platform('contracts/platform', 'a 403 lacks a member', "    code: 'FORBIDDEN',\n", ''),
  session('contracts/session', 'a 200 has a member more', 'data: null })', 'data: null, ok: true })'),
  platform(
    'contracts/platform',
    'a 403 is a 401',
    'const forbidden = () =>\n  say(403, {',
    'const forbidden = () =>\n  say(401, {',
  ),
  storefront('contracts/storefront', 'a 401 is a 403', '      401,\n', '      403,\n'),
  gsm(
    'contracts/gsm',
    'a message lacks its full stop',
    "'Logged out successfully.'",
    "'Logged out successfully'",
  ),
  control(
    'http/write',
    'the media type is another',
    "headers.push('Content-Type', body.mediaType);",
    "headers.push('Content-Type', 'text/json');",
  ),
  gsm(
    'http/cookies',
    'the deletion of a cookie lacks HttpOnly',
    'httpOnly: cookie.httpOnly',
    'httpOnly: false',
  ),
  storefront(
    'http/logout',
    'a cookie is not deleted',
    "headers: { ...answer.headers, 'Set-Cookie': deletionOf(cookie) }",
    'headers: { ...answer.headers }',
  ),
  tenant(
    'http/limits',
    'a 429 does not say when to come back',
    'handler: (_req, _res, next) => next(refused),',
    "handler: (_req, res, next) => {\n      delete Object(res).headers['Retry-After'];\n      next(refused);\n    },",
  ),
  platform(
    'http/logout',
    'a logout that was not stored is a 200',
    '      by: contract.name,\n    });',
    "      by: contract.name,\n    }).catch(() => ({ kind: 'logged-out', ended: true, scope: 'current', email: null, account: null }) as never);",
  ),
  gsm('contracts/gsm', 'an ended token logs out again', 'repeatable: false,', 'repeatable: true,'),
  session('contracts/session', 'a retry is refused', 'repeatable: true,', 'repeatable: false,'),
  session(
    'contracts/challenge',
    'the challenge names no error',
    "isSilent(outcome) ? 'Bearer' :",
    "isSilent(outcome) || outcome.reason ? 'Bearer' :",
  ),
  tenant(
    'http/write',
    'an answer may be kept by caches',
    "['Cache-Control', 'no-store', 'x-request-id'",
    "['x-request-id'",
  ),
  storefront(
    'http/edge',
    'the id in the body is not the one in the header',
    'requestId: correlation.id,',
    "requestId: 'req-1',",
  ),
  storefront(
    'contracts/storefront',
    'a time is in seconds',
    'timestamp: request.atMs,',
    'timestamp: Math.floor(request.atMs / 1000),',
  ),
  gsm('contracts/gsm', 'a status is one that nobody declares', 'say(429, {', 'say(503 as never, {'),
  tenant(
    'contracts/tenant',
    'a token without a user is refused',
    "'no-subject': (_, about) =>\n    say(500, {",
    "'no-subject': (_, about) =>\n    say(403 as never, {",
  ),
  storefront(
    'contracts/storefront',
    'every address is said to be registered',
    "source: '' })",
    "source: 'db' } as never)",
  ),
  gsm('http/edge', 'production shows details', 'showDetails: !settings.production,', 'showDetails: true,'),
  platform('http/edge', 'the framework is named', "app.disable('x-powered-by');", ''),
  control(
    'http/control',
    'a check key may do everything',
    'if (key !== null && !operation.roles?.includes(key.role))',
    'if (key !== null && operation.roles === null)',
  ),
  control('app', 'a server that cannot store is ready', 'isReady:', 'isReady: async () => true, wasReady:'),
  ...beyond,
];
