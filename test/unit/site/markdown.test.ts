import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocks, plain, prose } from '../../../src/site/markdown.ts';
import { collapsed, skeleton, textOf } from './shown.ts';

const set = (text: string): string => prose(text).markup;

describe('a line of Markdown', () => {
  it.each([
    ['plain text', 'plain text'],
    ['a `code` word', 'a <code class="name">code</code> word'],
    ['`two words`', '<code>two words</code>'],
    ['**strong** and *soft*', '<strong>strong</strong> and <em>soft</em>'],
    ['**After a `200`**', '<strong>After a <code class="name">200</code></strong>'],
    ['`a*b*c` and `**`', '<code class="name">a*b*c</code> and <code class="name">**</code>'],
    ['2 * 3 and a ` alone', '2 * 3 and a ` alone'],
    ['`Bearer <key>`', '<code>Bearer &lt;key&gt;</code>'],
    ['<b>"&amp;"</b>', '&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;'],
  ])('%s', (markdown, html) => {
    expect(set(markdown)).toBe(html);
  });
});

describe('blocks of Markdown', () => {
  it('are paragraphs where blank lines part them', () => {
    expect(blocks('one\nand on\n\n\n two \n').markup).toBe('<p>one\nand on</p>\n<p>two</p>\n');
    expect(blocks(' \n\n ').markup).toBe('');
  });

  it('are lists where every item has its mark', () => {
    expect(blocks('- one\n  and on\n- `two`\n\ntext - not a list').markup).toBe(
      '<ul><li>one\n  and on</li><li><code class="name">two</code></li></ul>\n<p>text - not a list</p>\n',
    );
  });
});

it('is plain without its marks, on one line', () => {
  expect(plain('**After a 200**  the\n`token` is *gone* ')).toBe('After a 200 the token is gone');
});

const anything = fc
  .array(
    fc.oneof(fc.constantFrom('`', '*', '**', '- ', '\n', '\n\n', '<script>', '&', '"', 'a'), fc.string()),
  )
  .map((parts) => parts.join(''));

it('makes nothing but its own few elements of any text, each closed, and loses no letter', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const { markup } = blocks(text);
      const open: string[] = [];
      for (const tag of skeleton(markup)) {
        if (tag.startsWith('/')) expect(open.pop()?.replace(' class', '')).toBe(tag.slice(1));
        else open.push(tag);
      }
      expect(open).toEqual([]);
      expect(skeleton(markup).filter((tag) => !/^\/?(?:p|ul|li|code|strong|em)( class)?$/.test(tag))).toEqual(
        [],
      );
      const letters = (all: string): string => collapsed(all).replace(/[`*\s-]/g, '');
      expect(letters(textOf(markup))).toBe(letters(text));
    }),
    { numRuns: 1000 },
  );
});
