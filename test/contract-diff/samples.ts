/** Small changes of the real documents, each with the verdict that is expected of it. */
import { type Document, isMap } from 'yaml';
import type { ContractName } from '../../generated/operations.ts';

export type Sample = {
  readonly change: string;
  readonly contract: ContractName;
  readonly make: (document: Document) => void;
  /** `nothing`: no line in the changelog. */
  readonly verdict: 'breaking' | 'added' | 'changed' | 'nothing';
  /** What the line about it says, and about which operation, where it is about one. */
  readonly says?: RegExp;
  readonly operation?: string;
};

const POST = ['paths', '/auth/logout', 'post'];
const GSM = ['paths', '/api/security/v1/auth/logout', 'post'];
const SESSIONS = ['paths', '/v1/sessions'];
const REGISTRATION = ['components', 'schemas', 'SessionRegistration'];
const schema = (name: string, member: string) => ['components', 'schemas', name, 'properties', member];

const set =
  (path: readonly string[], value: unknown): Sample['make'] =>
  (document) =>
    document.setIn(path, document.createNode(value));
const remove =
  (...path: readonly string[]): Sample['make'] =>
  (document) => {
    if (!document.deleteIn(path)) throw new Error(`there is nothing at ${path.join(' ')}`);
  };
const rename =
  (path: readonly string[], from: string, to: string): Sample['make'] =>
  (document) => {
    const map = document.getIn(path);
    if (!isMap(map)) throw new Error(`there is no map at ${path.join(' ')}`);
    map.set(to, map.get(from, true));
    map.delete(from);
  };
const both =
  (...makes: readonly Sample['make'][]): Sample['make'] =>
  (document) => {
    for (const make of makes) make(document);
  };

const platform = { contract: 'platform', operation: 'POST /auth/logout' } as const;
const gsm = { contract: 'gsm', operation: 'POST /api/security/v1/auth/logout' } as const;
const registration = { contract: 'control', operation: 'POST /v1/sessions' } as const;

export const samples: readonly Sample[] = [
  {
    ...platform,
    change: 'the status 401 is removed',
    make: remove(...POST, 'responses', '401'),
    verdict: 'breaking',
    says: /removed .* status `401`/,
  },
  {
    ...platform,
    change: 'the status 429 is removed',
    make: remove(...POST, 'responses', '429'),
    verdict: 'breaking',
    says: /removed .* status `429`/,
  },
  {
    ...platform,
    change: 'the status 503 is added',
    make: set([...POST, 'responses', '503'], { description: 'Not now.' }),
    verdict: 'added',
    says: /added .* status `503`/,
  },
  {
    contract: 'control',
    operation: 'DELETE /v1/sessions/{sessionId}',
    change: 'an operation is removed',
    make: remove('paths', '/v1/sessions/{sessionId}', 'delete'),
    verdict: 'breaking',
    says: /removed/,
  },
  {
    contract: 'control',
    operation: 'DELETE /v1/sessions',
    change: 'an operation is added',
    make: set([...SESSIONS, 'delete'], {
      operationId: 'endAll',
      responses: { '204': { description: 'Done.' } },
    }),
    verdict: 'added',
    says: /endpoint added/,
  },
  {
    contract: 'control',
    operation: 'GET /v1/sessions',
    change: 'an operation has another operationId',
    make: set([...SESSIONS, 'get', 'operationId'], 'sessions'),
    verdict: 'breaking',
    says: /`listSessions` removed and replaced with `sessions`/,
  },
  {
    ...registration,
    change: 'a request member is required that was not there before',
    make: both(
      set([...REGISTRATION, 'properties', 'audience'], { type: 'string' }),
      set([...REGISTRATION, 'required'], ['subject', 'audience']),
    ),
    verdict: 'breaking',
    says: /required .*`audience`/,
  },
  {
    ...registration,
    change: 'an optional request member is added',
    make: set([...REGISTRATION, 'properties', 'audience'], { type: 'string' }),
    verdict: 'added',
    says: /optional .*`audience`/,
  },
  {
    ...registration,
    change: 'a request member is removed',
    make: remove(...REGISTRATION, 'properties', 'email'),
    verdict: 'breaking',
    says: /removed .*`email`/,
  },
  {
    ...registration,
    change: 'the default of a request member is another',
    make: set([...REGISTRATION, 'properties', 'issuer', 'default'], 'main'),
    verdict: 'breaking',
    says: /`issuer` .*default value/,
  },
  {
    ...platform,
    change: 'a body that may be left out becomes required',
    make: set([...POST, 'requestBody', 'required'], true),
    verdict: 'breaking',
    says: /request body became required/,
  },
  {
    ...platform,
    change: 'an optional response member is removed',
    make: remove(...schema('Unauthorized', 'code')),
    verdict: 'breaking',
    says: /removed .*`code`/,
  },
  {
    ...platform,
    change: 'a response member is added',
    make: set(schema('Unauthorized', 'hint'), { type: 'string' }),
    verdict: 'added',
    says: /added .*`hint`/,
  },
  {
    contract: 'control',
    operation: 'GET /v1/tenants/{tenant}',
    change: 'a response member has another type',
    make: set([...schema('Tenant', 'registeredAccountsOnly'), 'type'], 'string'),
    verdict: 'breaking',
    says: /`registeredAccountsOnly` .*type` changed from `boolean` to `string`/,
  },
  {
    ...platform,
    change: 'a response says another constant',
    make: set([...schema('LoggedOut', 'message'), 'enum'], ['Bye']),
    verdict: 'breaking',
    says: /`Bye` enum value/,
  },
  {
    ...platform,
    change: 'a request enum loses a value',
    make: set([...schema('LogoutRequest', 'scope'), 'enum'], ['current', 'others']),
    verdict: 'breaking',
    says: /removed the enum value `all`/,
  },
  {
    ...platform,
    change: 'a request enum gains a value',
    make: set([...schema('LogoutRequest', 'scope'), 'enum'], ['current', 'others', 'all', 'older']),
    verdict: 'added',
    says: /added the new `older` enum value/,
  },
  {
    ...platform,
    change: 'a response body may have members that nobody knows',
    make: remove('components', 'schemas', 'LoggedOut', 'additionalProperties'),
    verdict: 'breaking',
    says: /no rule judges this/,
  },
  {
    ...platform,
    change: 'a request body may have members that nobody knows',
    make: remove('components', 'schemas', 'LogoutRequest', 'additionalProperties'),
    verdict: 'changed',
    says: /requestBody .*additionalPropertiesAllowed/,
  },
  {
    ...platform,
    change: 'what no rule judges comes along with what one does',
    make: both(
      remove('components', 'schemas', 'LoggedOut', 'additionalProperties'),
      set([...POST, 'responses', '503'], { description: 'Not now.' }),
    ),
    verdict: 'breaking',
    says: /no rule judges this/,
  },
  {
    ...platform,
    change: 'an answer has another media type, be it a more special one',
    make: rename([...POST, 'responses', '401', 'content'], 'application/json', 'application/problem+json'),
    verdict: 'breaking',
    says: /`application\/problem\+json`/,
  },
  {
    ...platform,
    change: 'a required response header is removed',
    make: remove(...POST, 'responses', '429', 'headers', 'Retry-After'),
    verdict: 'breaking',
    says: /`retry-after` removed .*`429`/,
  },
  {
    ...platform,
    change: 'an optional response header is removed',
    make: remove(...POST, 'responses', '200', 'headers', 'RateLimit'),
    verdict: 'breaking',
    says: /`ratelimit` removed .*`200`/,
  },
  {
    ...platform,
    change: 'a required response header becomes optional',
    make: remove('components', 'headers', 'RetryAfter', 'required'),
    verdict: 'breaking',
    says: /`retry-after` became optional/,
  },
  {
    ...platform,
    change: 'an optional response header becomes required',
    make: set(['components', 'headers', 'RateLimit', 'required'], true),
    verdict: 'changed',
    says: /headers ratelimit required: `false` became `true`$/,
  },
  {
    ...platform,
    change: 'a response header has another pattern',
    make: set(['components', 'headers', 'WwwAuthenticate', 'schema', 'pattern'], '^Basic'),
    verdict: 'breaking',
    says: /"\^Bearer"` became `"\^Basic"` .*no rule judges this/,
  },
  {
    contract: 'control',
    operation: 'GET /v1/sessions',
    change: 'a required query parameter is added',
    make: (document) =>
      document.addIn(
        [...SESSIONS, 'get', 'parameters'],
        document.createNode({ name: 'q', in: 'query', required: true, schema: { type: 'string' } }),
      ),
    verdict: 'breaking',
    says: /required .*`q`/,
  },
  {
    contract: 'control',
    operation: 'GET /v1/sessions',
    change: 'an optional query parameter is added',
    make: (document) =>
      document.addIn(
        [...SESSIONS, 'get', 'parameters'],
        document.createNode({ name: 'q', in: 'query', schema: { type: 'string' } }),
      ),
    verdict: 'added',
    says: /optional .*`q`/,
  },
  {
    contract: 'control',
    operation: 'DELETE /v1/sessions/{sessionId}',
    change: 'a parameter of the whole path takes less',
    make: set(['paths', '/v1/sessions/{sessionId}', 'parameters', '0', 'schema', 'maxLength'], 10),
    verdict: 'breaking',
    says: /`sessionId`, the maxLength was decreased/,
  },
  {
    contract: 'control',
    operation: 'GET /healthz',
    change: 'an operation that was open asks for a key',
    make: set(['paths', '/healthz', 'get', 'security'], [{ adminKey: [] }]),
    verdict: 'breaking',
    says: /security `adminKey` was added/,
  },
  {
    contract: 'gsm',
    change: 'one of two credentials no longer counts',
    make: set(['security'], [{ cookie: [] }]),
    verdict: 'breaking',
    says: /security scheme `bearer` was removed/,
  },
  {
    contract: 'gsm',
    change: 'the cookie has another name',
    make: set(['components', 'securitySchemes', 'cookie', 'name'], 'other'),
    verdict: 'breaking',
    says: /cookie name: `"gsm_token"` became `"other"`/,
  },
  {
    ...gsm,
    change: 'an operation is deprecated',
    make: set([...GSM, 'deprecated'], true),
    verdict: 'changed',
    says: /deprecated/,
  },
  {
    contract: 'session',
    change: 'the server is at another address',
    make: set(['servers'], [{ url: '/v2' }]),
    verdict: 'breaking',
    says: /servers/,
  },
  {
    contract: 'storefront',
    change: 'only descriptions, a summary and an example are others',
    make: both(
      set(['info', 'description'], 'Other words.'),
      set(['paths', '/auth/logout', 'post', 'summary'], 'Other words'),
      set(['paths', '/auth/logout', 'post', 'responses', '200', 'description'], 'Other words.'),
    ),
    verdict: 'nothing',
  },
  {
    contract: 'tenant',
    change: 'the document has another version',
    make: set(['info', 'version'], '9.9.9'),
    verdict: 'nothing',
  },
];
