import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, joined } from '../../../src/site/html.ts';
import { skeleton, textOf } from './shown.ts';

describe('a template', () => {
  it('takes nothing but other templates for HTML, lists of them too', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<p title="${'"'}">${[inner, ' & ', 1, null]}</p>`.markup).toBe(
      '<p title="&quot;"><b>&lt;i&gt;</b> &amp; 1</p>',
    );
  });

  it('puts a separator between parts, and none at the ends', () => {
    const parts = ['a', 'b', 'c'].map((text) => html`<i>${text}</i>`);
    expect(joined(parts, html`, `).markup).toBe('<i>a</i>, <i>b</i>, <i>c</i>');
    expect(joined([], html`, `).markup).toBe('');
  });

  it('cannot be broken out of by any text, in an element or in an attribute', () => {
    const plain = skeleton(html`<p title="${'x'}">${'x'}</p>`.markup);
    fc.assert(
      fc.property(hostile, (text) => {
        const { markup } = html`<p title="${text}">${text}</p>`;
        expect(skeleton(markup)).toEqual(plain);
        expect(textOf(markup)).toBe(text.replace(/\s+/g, ' ').trim());
      }),
      { numRuns: 1000 },
    );
  });
});

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '&lt;',
        '</p>',
        '<script>',
        '-->',
        ' onload=',
        'javascript:',
        '`',
        '${',
        '\\',
        '/',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
