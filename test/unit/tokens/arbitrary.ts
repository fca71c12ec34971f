/** Tokens of any content, good and odd, by the issuer's keys and by others. */
import fc from 'fast-check';
import { craft, NOW } from './crafted.ts';
import { kinds, signerOf } from './every-kind.ts';

const json = (value: unknown): string => JSON.stringify(value) ?? 'null';
/** JSON texts, so that a number can be one that `JSON.stringify` does not write. */
const anyValue = fc.oneof(
  fc.json({ maxDepth: 1 }),
  fc.constantFrom(
    '1e400',
    '-0',
    '1e3',
    '9007199254740992',
    '"\\ud800"',
    'null',
    '""',
    `${NOW}`,
    `${NOW + 31}`,
    '4711',
  ),
);
const time = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: -40, max: 4_000 }).map((by) => `${NOW + by}`) },
  { weight: 1, arbitrary: anyValue },
);
const name = fc.oneof(
  { weight: 9, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }).map(json) },
  { weight: 1, arbitrary: fc.integer({ min: 250, max: 260 }).map((length) => json('😀'.repeat(length))) },
  { weight: 1, arbitrary: anyValue },
);
/** An object of these members in any order, some of them twice, and now and then in an odd spelling. */
const object = (members: Readonly<Record<string, fc.Arbitrary<string>>>, always: readonly string[]) =>
  fc
    .tuple(
      fc.tuple(...always.map((key) => (members[key] ?? anyValue).map((value) => [key, value] as const))),
      fc.array(
        fc
          .constantFrom(...Object.keys(members))
          .chain((key) => (members[key] ?? anyValue).map((value) => [key, value] as const)),
        { maxLength: 3 },
      ),
      fc.constantFrom('', ' ', '\n', '\t '),
    )
    .map(([first, more, space]) => {
      const written = [...more, ...first].map(([key, value]) => `${json(key)}${space}:${space}${value}`);
      return `${space}{${written.join(`${space},`)}}${space}`;
    });

export const payloads = object(
  {
    exp: time,
    nbf: time,
    iat: time,
    sub: name,
    sid: name,
    jti: name,
    tid: name,
    email: name,
    events: anyValue,
  },
  ['exp'],
);
const oddities = object(
  {
    typ: fc.constantFrom(
      '"JWT"',
      '"at+jwt"',
      '"application/JWT"',
      '"logout+jwt"',
      '"JWE"',
      'null',
      '1',
      '""',
    ),
    kid: fc.oneof(fc.constantFrom(...kinds.map(json)), name),
    crit: fc.constantFrom('[]', '["exp"]', 'null'),
    b64: fc.constantFrom('true', 'false'),
    cty: anyValue,
    jku: anyValue,
    zip: fc.constant('"DEF"'),
  },
  [],
);
const odd = fc.constantFrom(
  'none',
  'None',
  'hs256',
  'HS384',
  'RS512',
  'ES384',
  '',
  null,
  1,
  ['HS256'],
  undefined,
);

/** A header whose `alg` is mostly that of its signer. */
export const tokens = fc
  .record({
    by: fc.constantFrom(...kinds),
    whose: fc.oneof(
      { weight: 4, arbitrary: fc.constant('own' as const) },
      { weight: 1, arbitrary: fc.constant('foreign' as const) },
    ),
    alg: fc.option(fc.oneof(fc.constantFrom(...kinds), odd), { freq: 3, nil: 'its own' }),
    oddity: fc.option(oddities, { freq: 2, nil: '{}' }),
    payload: payloads,
  })
  .map(({ by, whose, alg, oddity, payload }) => {
    const named = json({ alg: alg === 'its own' ? by : alg });
    const header = `{${[named, oddity]
      .map((text) => text.trim().slice(1, -1).trim())
      .filter((text) => text !== '')
      .join(',')}}`;
    return craft(header, payload, signerOf(by, whose));
  });
