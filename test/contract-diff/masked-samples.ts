/** Changes that oasdiff calls harmless or has no rule for, alone and beside another change that is judged. */
import { both, type Make, POST, platform, remove, type Sample, SESSIONS, schema, set } from './changes.ts';

const listing = { contract: 'control', operation: 'GET /v1/sessions' } as const;
const reading = { contract: 'control', operation: 'GET /v1/sessions/{sessionId}' } as const;
const UNJUDGED = /no rule judges this/;
const LESS = /less is promised than before/;
const subject = (name: string) => [...SESSIONS, 'get', 'parameters', '0', name];

/** A status more is judged, and says nothing of what else is changed there. */
const withStatus = (path: readonly string[]): Make =>
  set([...path, 'responses', '599'], { description: 'Not now.' });

/** Each alone, and beside a status that was added to the same operation. */
const masked = (path: readonly string[], samples: readonly Sample[]): readonly Sample[] =>
  samples.flatMap((sample) => [
    sample,
    {
      ...sample,
      change: `${sample.change}, and a status is added`,
      make: both(sample.make, withStatus(path)),
    },
  ]);

export const maskedSamples: readonly Sample[] = [
  ...masked(POST, [
    {
      ...platform,
      change: 'one operation is at another address',
      make: set([...POST, 'servers'], [{ url: '/v2' }]),
      verdict: 'breaking',
      says: UNJUDGED,
    },
    {
      ...platform,
      change: 'a request must not have what it might have had',
      make: set(['components', 'schemas', 'LogoutRequest', 'not'], { required: ['reason'] }),
      verdict: 'breaking',
      says: UNJUDGED,
    },
    {
      ...platform,
      change: 'the server calls back',
      make: set([...POST, 'callbacks'], {
        ended: { '{$request.body#/url}': { post: { responses: { '200': { description: 'Fine.' } } } } },
      }),
      verdict: 'breaking',
      says: UNJUDGED,
    },
    {
      ...platform,
      change: 'a code is any text',
      make: remove(...schema('Unauthorized', 'code'), 'enum'),
      verdict: 'breaking',
      says: LESS,
    },
    {
      ...platform,
      change: 'a code is one of none',
      make: set([...schema('Unauthorized', 'code'), 'enum'], []),
      verdict: 'breaking',
      says: LESS,
    },
    {
      ...platform,
      change: 'a response header has a list of values',
      make: set(['components', 'headers', 'WwwAuthenticate', 'schema', 'enum'], ['Bearer']),
      verdict: 'breaking',
      says: UNJUDGED,
    },
  ]),
  ...masked(
    ['paths', '/api/auth/logout', 'post'],
    [
      {
        contract: 'session',
        operation: 'POST /api/auth/logout',
        change: 'a constant becomes any boolean',
        make: remove(...schema('LoggedOut', 'success'), 'enum'),
        verdict: 'breaking',
        says: LESS,
      },
    ],
  ),
  ...masked(
    [...SESSIONS, 'get'],
    [
      {
        ...listing,
        change: 'a query parameter is not exploded',
        make: set(subject('explode'), false),
        verdict: 'breaking',
        says: UNJUDGED,
      },
      {
        ...listing,
        change: 'a query parameter is separated by pipes',
        make: set(subject('style'), 'pipeDelimited'),
        verdict: 'breaking',
        says: UNJUDGED,
      },
      {
        ...listing,
        change: 'a query parameter has characters as they are',
        make: set(subject('allowReserved'), true),
        verdict: 'breaking',
        says: UNJUDGED,
      },
    ],
  ),
  ...masked(
    ['paths', '/v1/sessions/{sessionId}', 'get'],
    [
      {
        ...reading,
        change: 'a time becomes a date',
        make: set([...schema('Session', 'startedAt'), 'format'], 'date'),
        verdict: 'breaking',
        says: LESS,
      },
      {
        ...reading,
        change: 'a time becomes one of a day',
        make: set([...schema('Session', 'startedAt'), 'format'], 'time'),
        verdict: 'breaking',
        says: LESS,
      },
      {
        ...reading,
        change: 'an answer says less of the form of a member',
        make: remove(...schema('Session', 'startedAt'), 'format'),
        verdict: 'breaking',
        says: /`startedAt` .*`format` changed/,
      },
    ],
  ),
  {
    ...reading,
    change: 'an answer says more of the form of a member',
    make: set([...schema('Session', 'sessionId'), 'format'], 'uuid'),
    verdict: 'changed',
    says: /`sessionId` .*`format` was narrowed/,
  },
  {
    ...platform,
    change: 'a header has a list of values, and a member of the request has a value more',
    make: both(
      set(['components', 'headers', 'WwwAuthenticate', 'schema', 'enum'], ['Bearer']),
      set([...schema('LogoutRequest', 'scope'), 'enum'], ['current', 'others', 'all', 'older']),
    ),
    verdict: 'breaking',
    says: UNJUDGED,
  },
  {
    contract: 'platform',
    change: 'a whole path is at another address',
    make: set(['paths', '/auth/logout', 'servers'], [{ url: '/v2' }]),
    verdict: 'breaking',
    says: /servers/,
  },
  {
    ...platform,
    change: 'only people are told where to read more, and under which tag',
    make: both(
      set([...POST, 'tags'], ['Logout', 'More']),
      set([...POST, 'externalDocs'], { url: 'https://example.com' }),
    ),
    verdict: 'nothing',
  },
  {
    ...platform,
    change: 'a scheme of credentials is added that nothing asks for',
    make: set(['components', 'securitySchemes', 'basic'], { type: 'http', scheme: 'basic' }),
    verdict: 'nothing',
  },
];
