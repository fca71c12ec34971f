/** Bodies as generated: good ones, near misses, and junk; and how they are framed. */
import fc from 'fast-check';
import { MARK } from './credentials.ts';

export interface Body {
  readonly text: string;
  readonly type: string | null;
  /** Whole: by its length, or in chunks of this size. */
  readonly chunk: number | null;
}

const names = fc.constantFrom(
  ...[
    'scope',
    'sessionId',
    'reason',
    'subject',
    'issuer',
    'tenant',
    'email',
    'expiresAt',
    'device',
    'status',
  ],
  ...['restrictedCapabilities', 'registeredAccountsOnly', 'idleTimeoutSeconds', 'absoluteTimeoutSeconds'],
  ...['__proto__', 'constructor', 'Scope', MARK],
);
const values = fc.oneof(
  fc.constantFrom<unknown>(
    'current',
    'others',
    'all',
    'active',
    'inactive',
    'suspended',
    'default',
    'store-1',
  ),
  fc.constantFrom<unknown>(['logout'], [], true, false, null, 1, 0, -1, 1e308, 2 ** 53, MARK, ''),
  fc.nat(200).map((session) => `generated-${session}`),
  fc.nat(8).map((user) => `user-${user}`),
  fc.jsonValue({ maxDepth: 2 }),
);
const scopes = fc.constantFrom('current', 'others', 'all');

/** By operation, for those that read one. */
const good: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  platformLogout: fc.oneof(
    fc.record({ scope: scopes, reason: fc.string({ minLength: 1, maxLength: 20 }) }, { requiredKeys: [] }),
    fc.nat(200).map((session) => ({ sessionId: `generated-${session}` })),
    fc.record({ scope: scopes, sessionId: fc.constant('generated-1') }),
  ),
  registerSession: fc.record(
    {
      subject: fc.nat(8).map((user) => `user-${user}`),
      sessionId: fc.nat(20).map((session) => `generated-${session}`),
      tenant: fc.constantFrom('store-1', 'store-2'),
      expiresAt: fc.constantFrom('2000-01-01T00:00:00Z', '2999-01-01T00:00:00Z', 'soon'),
      device: fc.record({ name: fc.constant('Laptop'), ip: fc.constant('192.0.2.7') }, { requiredKeys: [] }),
    },
    { requiredKeys: ['subject'] },
  ),
  replaceAccount: fc.record(
    {
      status: fc.constantFrom('active', 'inactive', 'suspended'),
      tenant: fc.constant('store-1'),
      restrictedCapabilities: fc.constantFrom([], ['logout']),
    },
    { requiredKeys: [] },
  ),
  replaceTenant: fc.record(
    { registeredAccountsOnly: fc.boolean(), idleTimeoutSeconds: fc.constantFrom(null, 3600) },
    { requiredKeys: [] },
  ),
};

/** Of all kinds, halves of pairs too. */
const characters = fc
  .oneof(fc.nat(0xff), fc.nat(0xffff), fc.nat(0x10ffff))
  .map((code) => String.fromCodePoint(code));

const json = (value: unknown): string => JSON.stringify(value) ?? 'null';
const strange = fc.oneof(
  fc.dictionary(names, values, { maxKeys: 4 }).map(json),
  fc.jsonValue().map(json),
  fc.string({ unit: characters, maxLength: 60 }).map((text) => `${MARK}${text}`),
  fc.constantFrom(
    '',
    '{',
    '{}',
    'null',
    '[]',
    '"',
    '{"a":1,"a":2}',
    '\ufeff{}',
    '{"scope":"all"',
    'scope=all&scope=all',
  ),
  fc.integer({ min: 1, max: 18_000 }).map((length) => `{${' '.repeat(length)}}`),
  fc.integer({ min: 1, max: 9_000 }).map((levels) => '['.repeat(levels)),
  fc
    .tuple(
      fc.dictionary(names, values, { minKeys: 1, maxKeys: 3 }).map(json),
      fc.nat(),
      fc.constantFrom('', '"', ',', '}', '\0'),
    )
    .map(([text, at, piece]) => text.slice(0, at % text.length) + piece + text.slice((at % text.length) + 1)),
);
const types = fc.oneof(
  { weight: 6, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'application/json; charset=utf-16',
      ],
      ...[';', 'APPLICATION/JSON;charset="utf-8"', `application/${MARK}`, null],
    ),
  },
);
const chunk = fc.oneof(fc.constant(null), fc.constant(null), fc.integer({ min: 1, max: 4000 }));

/** For this operation, mostly such as it reads. */
export function bodies(operationId: string): fc.Arbitrary<Body> {
  const own = good[operationId];
  const text =
    own === undefined
      ? strange
      : fc.oneof({ weight: 3, arbitrary: own.map(json) }, { weight: 2, arbitrary: strange });
  return fc.record({ text, type: types, chunk });
}
