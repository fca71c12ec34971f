/** The little Markdown that descriptions are written in: paragraphs, lists, `code`, **strong** and *emphasis*. */
import { type Html, html } from './html.ts';

/** Paragraphs and lists. */
export function blocks(text: string): Html {
  const all = text.trim().split(/\n\s*\n/);
  return html`${all.filter((block) => block.trim() !== '').map(blockOf)}`;
}

function blockOf(block: string): Html {
  const items = block.trim().split(/^[-*] /m);
  if (items[0] !== '' || items.length < 2) return html`<p>${prose(block.trim())}</p>\n`;
  return html`<ul>${items.slice(1).map((item) => html`<li>${prose(item.trim())}</li>`)}</ul>\n`;
}

/** What stands in a line. */
export function prose(text: string): Html {
  const parts = text.split(/(`[^`]+`|\*\*(?:[^*`]|`[^`]+`)+\*\*|\*(?:[^*`]|`[^`]+`)+\*)/);
  return html`${parts.map((part, i) => (i % 2 === 0 ? part : marked(part)))}`;
}

function marked(part: string): Html {
  if (part.startsWith('`')) return code(part.slice(1, -1));
  if (part.startsWith('**')) return html`<strong>${prose(part.slice(2, -2))}</strong>`;
  return html`<em>${prose(part.slice(1, -1))}</em>`;
}

/** A name is kept on one line, where a line can hold it. */
export const code = (text: string): Html =>
  /^\S{1,30}$/.test(text) ? html`<code class="name">${text}</code>` : html`<code>${text}</code>`;

/** The same text without its marks, on one line. */
export const plain = (text: string): string => text.replace(/[`*]/g, '').replace(/\s+/g, ' ').trim();
