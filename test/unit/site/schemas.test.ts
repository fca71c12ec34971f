import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../../../src/site/openapi.ts';
import { membersOf, typeOf } from '../../../src/site/schemas.ts';

describe('what a schema says, in words', () => {
  it.each([
    [{ type: 'string' }, 'string'],
    [{}, 'anything'],
    [{ type: 'string', format: 'date-time', nullable: true }, 'string (date-time), or null'],
    [
      { type: 'string', minLength: 1, maxLength: 255, default: 'default' },
      'string, 1 to 255 characters, default "default"',
    ],
    [{ type: 'integer', minimum: 1, maximum: 200, default: 50 }, 'integer, 1 to 200, default 50'],
    [{ type: 'integer', minimum: 0 }, 'integer, 0 or more'],
    [{ type: 'integer', maximum: 9 }, 'integer, up to 9'],
    [{ type: 'boolean', enum: [true] }, 'true'],
    [{ type: 'string', enum: ['current', 'all'] }, 'one of "current", "all"'],
    [
      { type: 'string', nullable: true, enum: ['logout', 'admin', null] },
      'one of "logout", "admin", or null',
    ],
    [{ type: 'object', nullable: true, enum: [null] }, 'null'],
  ])('%j', (schema, words) => {
    expect(typeOf(schema)).toBe(words);
  });
});

it('the members of an object are those within it too, by the names that one would write', () => {
  const document = {
    info: { title: 'one', version: '1' },
    paths: {},
    components: { schemas: { Item: { type: 'object', properties: { id: { type: 'string' } } } } },
  };
  const members = membersOf(document as OpenApiDocument, {
    required: ['data'],
    properties: {
      data: { type: 'object', properties: { email: { type: 'string', description: 'Where.' } } },
      items: { type: 'array', description: 'All.', items: { $ref: '#/components/schemas/Item' } },
      names: { type: 'array', items: { type: 'string', enum: ['a'] } },
    },
  });
  expect(members.map(({ name, type, required, description }) => [name, type, required, description])).toEqual(
    [
      ['data', 'object', true, ''],
      ['data.email', 'string', false, 'Where.'],
      ['items', 'list of object', false, 'All.'],
      ['items[].id', 'string', false, ''],
      ['names', 'list of "a"', false, ''],
    ],
  );
});

it('a reference that leads nowhere is an error that names it', () => {
  const content = { info: { title: 'one', version: '1' }, paths: {} };
  expect(() => membersOf(content, { properties: { a: { $ref: '#/components/schemas/No' } } })).toThrow(
    'one has no #/components/schemas/No',
  );
});
