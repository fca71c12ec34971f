/** One change for each rule that is stricter here than oasdiff has it: a line of severity-levels.txt, or of judge.ts. */
import {
  both,
  platform,
  REGISTRATION,
  registration,
  remove,
  type Sample,
  SESSIONS,
  schema,
  set,
} from './changes.ts';

const listing = { contract: 'control', operation: 'GET /v1/sessions' } as const;
const reading = { contract: 'control', operation: 'GET /v1/sessions/{sessionId}' } as const;
const ENDING = ['paths', '/v1/sessions/{sessionId}', 'delete'];
const LIMIT = ['components', 'schemas', 'LogoutRequest', 'default'];
const limit = [...SESSIONS, 'get', 'parameters', '4', 'schema', 'default'];
const issuer = [...REGISTRATION, 'properties', 'issuer', 'default'];
const hint = (value: unknown) => set(schema('Unauthorized', 'hint'), value);
const required = set(['components', 'schemas', 'Unauthorized', 'required'], ['message', 'hint']);
const deprecated = (path: readonly string[]) => set([...path, 'deprecated'], true);
/** Said to end long ago. */
const sunset = (path: readonly string[]) => both(deprecated(path), set([...path, 'x-sunset'], '2020-01-01'));
const q = { name: 'q', in: 'query', schema: { type: 'string' }, deprecated: true };

export const strictSamples: readonly Sample[] = [
  {
    ...platform,
    change: 'an optional member that only requests have leaves a response',
    first: hint({ type: 'string', writeOnly: true }),
    make: remove(...schema('Unauthorized', 'hint')),
    verdict: 'breaking',
    says: /removed .*write-only .*`hint`/,
  },
  {
    ...platform,
    change: 'a required member that only requests have leaves a response',
    first: both(hint({ type: 'string', writeOnly: true }), required),
    make: both(
      remove(...schema('Unauthorized', 'hint')),
      set(['components', 'schemas', 'Unauthorized', 'required'], ['message']),
    ),
    verdict: 'breaking',
    says: /removed .*write-only .*`hint`/,
  },
  {
    ...reading,
    change: 'a required response member is of requests only',
    make: set([...schema('Session', 'startedAt'), 'writeOnly'], true),
    verdict: 'breaking',
    says: /required property `startedAt` became write-only/,
  },
  {
    ...platform,
    change: 'an optional response member is of requests only',
    make: set([...schema('Unauthorized', 'code'), 'writeOnly'], true),
    verdict: 'breaking',
    says: /optional property `code` became write-only/,
  },
  {
    ...registration,
    change: 'a required request member is of answers only',
    make: set([...REGISTRATION, 'properties', 'subject', 'readOnly'], true),
    verdict: 'breaking',
    says: /required property `subject` became read-only/,
  },
  {
    ...registration,
    change: 'an optional request member is of answers only',
    make: set([...REGISTRATION, 'properties', 'email', 'readOnly'], true),
    verdict: 'breaking',
    says: /optional property `email` became read-only/,
  },
  {
    contract: 'control',
    operation: 'GET /metrics',
    change: 'a deprecated path is removed',
    first: deprecated(['paths', '/metrics', 'get']),
    make: remove('paths', '/metrics'),
    verdict: 'breaking',
    says: /removed with deprecation/,
  },
  {
    contract: 'control',
    operation: 'DELETE /v1/sessions/{sessionId}',
    change: 'a deprecated operation is removed',
    first: deprecated(ENDING),
    make: remove(...ENDING),
    verdict: 'breaking',
    says: /removed with deprecation/,
  },
  {
    contract: 'control',
    change: 'a path is removed after its time',
    first: sunset(['paths', '/metrics', 'get']),
    make: remove('paths', '/metrics'),
    verdict: 'breaking',
    says: /no rule judges this/,
  },
  {
    contract: 'control',
    change: 'an operation is removed after its time',
    first: sunset(ENDING),
    make: remove(...ENDING),
    verdict: 'breaking',
    says: /no rule judges this/,
  },
  {
    ...listing,
    change: 'a deprecated parameter is removed',
    first: (document) => document.addIn([...SESSIONS, 'get', 'parameters'], document.createNode(q)),
    make: (document) => {
      const { length } = document.toJS().paths['/v1/sessions'].get.parameters;
      remove(...SESSIONS, 'get', 'parameters', String(length - 1))(document);
    },
    verdict: 'breaking',
    says: /`q`/,
  },
  {
    ...platform,
    change: 'the default of a whole body is another',
    first: set(LIMIT, { scope: 'current' }),
    make: set(LIMIT, { scope: 'all' }),
    verdict: 'breaking',
    says: /body.* default value/,
  },
  {
    ...platform,
    change: 'the default of a whole body is removed',
    first: set(LIMIT, { scope: 'current' }),
    make: remove(...LIMIT),
    verdict: 'breaking',
    says: /body.* default value/,
  },
  {
    ...listing,
    change: 'the default of a parameter is another',
    make: set(limit, 20),
    verdict: 'breaking',
    says: /`limit`.* default value/,
  },
  {
    ...listing,
    change: 'the default of a parameter is removed',
    make: remove(...limit),
    verdict: 'breaking',
    says: /`limit`.* default value/,
  },
  {
    ...registration,
    change: 'the default of a request member is removed',
    make: remove(...issuer),
    verdict: 'breaking',
    says: /`issuer`.* default value/,
  },
  {
    contract: 'gsm',
    change: 'a credential is asked for besides',
    make: (document) => document.addIn(['security'], document.createNode({ bearer: [], cookie: [] })),
    verdict: 'breaking',
    says: /added to the API/,
  },
  {
    contract: 'gsm',
    change: 'a credential has to have a scope',
    first: both(
      set(['components', 'securitySchemes', 'oauth'], {
        type: 'oauth2',
        flows: { password: { tokenUrl: 'https://id.example.com', scopes: { out: 'Log out.', all: 'All.' } } },
      }),
      set(['security'], [{ oauth: ['out'] }]),
    ),
    make: set(['security'], [{ oauth: ['out', 'all'] }]),
    verdict: 'breaking',
    says: /scope `all`/,
  },
];
