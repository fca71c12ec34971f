/** Whatever stands in a document is text on the page, and nothing but text. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ContractDocument, OpenApiDocument } from '../../../src/site/openapi.ts';
import { buildSite } from '../../../src/site/site.ts';
import { skeleton } from './shown.ts';

/** A document that has everything once, with `text` wherever an author can write. */
function documentOf(text: string): ContractDocument {
  const schema = {
    type: 'object',
    description: text,
    properties: { [text]: { type: 'string', description: text, enum: [text, `${text}!`], default: text } },
  };
  const content = {
    [text]: { schema, examples: { [text]: { summary: text, value: { [text]: [text, 1, null] } } } },
  };
  const operation = {
    operationId: text,
    summary: text,
    description: text,
    parameters: (['path', 'query', 'header'] as const).flatMap((place) =>
      [true, false].map((required) => ({
        name: text,
        in: place,
        required,
        description: text,
        schema: { type: 'string' },
        example: text,
      })),
    ),
    requestBody: { description: text, required: false, content },
    responses: {
      '200': { description: text, headers: { [text]: { description: text, example: text } }, content },
      '429': { description: text, content: { 'text/plain': { example: text } } },
    },
  };
  const document: OpenApiDocument = {
    info: { title: text, version: text, description: text },
    security: [{ one: [] }, { other: [] }],
    paths: { [`/${text}`]: { post: operation, get: { ...operation, operationId: `${text}2` } } },
    components: {
      securitySchemes: {
        one: { type: 'apiKey', in: 'cookie', name: text, description: text },
        other: { type: 'apiKey', in: 'header', name: text, description: text },
      },
    },
  };
  return { name: text as ContractDocument['name'], yaml: text, content: document };
}

const skeletonOf = (text: string): readonly string[] =>
  skeleton(
    buildSite([documentOf(text)], { production: false })
      .get('/')
      ?.text('http://127.0.0.1')
      // Colours, and what keeps a name on one line, depend on the text and carry nothing of it.
      .replace(/<\/?span(?: class="(?:key|string|word)")?>/g, '')
      .replaceAll('<code class="name">', '<code>') ?? '',
  );

/** Without the marks of Markdown, which are meant to make elements. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '</p>',
        '</pre>',
        '</textarea>',
        '</select>',
        '<script>',
        '<!--',
        '">',
        ' onload=',
        "'>",
        '{{',
        '}}',
        '\\',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }).map((text) => text.replace(/[`*\s]/g, '-')),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `x${parts.join('')}x`)
  // Said of the server's own address, on purpose.
  .filter((text) => !text.includes('{{origin}}'));

it('no text of a document breaks out of its element', () => {
  const harmless = skeletonOf('xx');
  expect(harmless.length).toBeGreaterThan(200);
  fc.assert(
    fc.property(hostile, (text) => {
      expect(skeletonOf(text)).toEqual(harmless);
    }),
    { numRuns: 100 },
  );
});
