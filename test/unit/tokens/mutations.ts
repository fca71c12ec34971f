/** Changes to tokens, as an attacker would try them: by characters, by bytes, by parts, by what they say. */
import fc from 'fast-check';
import { encode } from './crafted.ts';

type Change = (token: string) => string;

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (text: string, where: number): number => Math.floor(where * (text.length + 1));
const PARTS = [0, 1, 2] as const;

const withPart = (token: string, index: number, change: (part: string) => string): string =>
  token
    .split('.')
    .map((part, one) => (one === index ? change(part) : part))
    .join('.');

const bytes = (change: (bytes: Buffer) => Buffer) => (part: string) =>
  change(Buffer.from(part, 'base64url')).toString('base64url');

const said = (change: (value: Record<string, unknown>) => unknown) =>
  bytes((text) => {
    try {
      return Buffer.from(
        JSON.stringify(change(JSON.parse(text.toString()) as Record<string, unknown>)) ?? '',
      );
    } catch {
      return text;
    }
  });

const character = fc.oneof(
  fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/. \n\t\0'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);

/** By characters. */
const inserted = fc.tuple(place, fc.array(character, { minLength: 1, maxLength: 3 })).map(
  ([where, more]): Change =>
    (token) =>
      token.slice(0, at(token, where)) + more.join('') + token.slice(at(token, where)),
);
const replaced = fc.tuple(place, character).map(
  ([where, one]): Change =>
    (token) =>
      token.slice(0, at(token, where)) + one + token.slice(at(token, where) + 1),
);
const deleted = fc.tuple(place, fc.integer({ min: 1, max: 8 })).map(
  ([where, length]): Change =>
    (token) =>
      token.slice(0, at(token, where)) + token.slice(at(token, where) + length),
);
const repeated = fc.tuple(place, place).map(
  ([from, to]): Change =>
    (token) =>
      token.slice(0, at(token, Math.max(from, to))) + token.slice(at(token, Math.min(from, to))),
);

/** By bytes. */
const flipped = fc.tuple(fc.constantFrom(...PARTS), place, fc.integer({ min: 0, max: 7 })).map(
  ([part, where, bit]): Change =>
    (token) =>
      withPart(
        token,
        part,
        bytes((all) =>
          Buffer.from(
            all.map((byte, index) => (index === Math.floor(where * all.length) ? byte ^ (1 << bit) : byte)),
          ),
        ),
      ),
);
const resized = fc.tuple(fc.constantFrom(...PARTS), fc.integer({ min: -3, max: 3 })).map(
  ([part, by]): Change =>
    (token) =>
      withPart(
        token,
        part,
        bytes((all) => (by < 0 ? all.subarray(0, by) : Buffer.concat([all, Buffer.alloc(by)]))),
      ),
);

/** By spelling. */
const respelled = fc.constantFrom<Change>(
  (token) => token.replaceAll('-', '+').replaceAll('_', '/'),
  (token) => `${token}=`,
  (token) => token.replaceAll('.', '=.'),
  (token) => token.toLowerCase(),
  (token) => ` ${token}`,
  (token) =>
    withPart(
      token,
      1,
      bytes((all) => Buffer.from(`${all.toString()} `)),
    ),
  (token) =>
    withPart(
      token,
      0,
      bytes((all) => Buffer.concat([Buffer.from('\ufeff'), all])),
    ),
  (token) =>
    withPart(
      token,
      1,
      said((claims) => Object.fromEntries(Object.entries(claims).reverse())),
    ),
  (token) =>
    withPart(
      token,
      0,
      said((header) => ({ ...header, typ: undefined })),
    ),
);

/** By what it says. */
const resaid = fc
  .record({ alg: fc.constantFrom('none', 'HS256', 'RS256', 'ES256', 'EdDSA', '', null), strip: fc.boolean() })
  .map(
    ({ alg, strip }): Change =>
      (token) => {
        const changed = withPart(
          token,
          0,
          said((header) => ({ ...header, alg })),
        );
        return strip ? withPart(changed, 2, () => '') : changed;
      },
  );
const claimed = fc
  .tuple(fc.constantFrom('exp', 'sub', 'sid', 'iat', 'events', 'aud'), fc.jsonValue({ maxDepth: 1 }))
  .map(
    ([name, value]): Change =>
      (token) =>
        withPart(
          token,
          1,
          said((claims) => ({ ...claims, [name]: value })),
        ),
  );
const embedded = fc.constantFrom<Change>(
  (token) => `${encode({ alg: 'none' })}.${encode(token)}.`,
  (token) => `${token}.${token}`,
  (token) =>
    JSON.stringify({
      payload: token.split('.')[1],
      protected: token.split('.')[0],
      signature: token.split('.')[2],
    }),
);

/** A signed token after some changes, or none; parts of another one may have found their way into it. */
export function mutation(signed: readonly string[]): fc.Arbitrary<string> {
  const any = fc.constantFrom(...signed);
  const spliced = fc.tuple(any, fc.constantFrom(...PARTS)).map(
    ([other, part]): Change =>
      (token) =>
        withPart(token, part, () => other.split('.')[part] ?? ''),
  );
  const change = fc.oneof(
    inserted,
    replaced,
    deleted,
    repeated,
    flipped,
    resized,
    respelled,
    resaid,
    claimed,
    embedded,
    spliced,
  );
  return fc
    .tuple(any, fc.array(change, { maxLength: 3 }))
    .map(([token, changes]) => changes.reduce((text, one) => one(text), token));
}
