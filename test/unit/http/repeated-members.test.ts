import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatsMember } from '../../../src/http/repeated-members.ts';

describe('a member that comes twice', () => {
  it.each([
    '{"a":1,"a":1}',
    '{"a":1, "\\u0061" : 2}',
    '{"a":{"b":1,"c":[],"b":2}}',
    '[{"a":1},{"a":1,"a":1}]',
    '{"":1,"":2}',
    '{"__proto__":1,"__proto__":2}',
    '{"a\\"":1,"a\\"":2}',
    '{"a":{"a":1},"a":1}',
  ])('is found in %s', (text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(repeatsMember(text)).toBe(true);
  });

  it.each([
    '{"a":"a","b":"a"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '{"a":"{\\"b\\":1","b":":"}',
    '["a","a"]',
    '1',
  ])('is not found in %s', (text) => {
    expect(repeatsMember(text)).toBe(false);
  });

  it('is not found in what JSON.stringify writes, and is found once it is written twice', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
        fc.constantFrom(undefined, 2),
        (object, indent) => {
          const text = JSON.stringify(object, null, indent);
          expect(repeatsMember(text)).toBe(false);
          const [name = ''] = Object.keys(object);
          expect(repeatsMember(text.replace('{', () => `{${JSON.stringify(name)}:0,`))).toBe(true);
        },
      ),
    );
  });
});
