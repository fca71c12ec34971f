/**
 * HTML that cannot be broken out of: in a template everything is text and gets escaped, in elements and in quoted
 * attributes alike, unless it was itself made by a template.
 */

declare const safe: unique symbol;
export interface Html {
  readonly markup: string;
  readonly [safe]: true;
}
type Part = Html | string | number | null | readonly Part[];

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.reduce((before, after, i) => `${before}${render(parts[i - 1] ?? null)}${after}`);
  return { markup } as Html;
}

export const joined = (parts: readonly Html[], separator: Html): Html =>
  html`${parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part]))}`;

function render(part: Part): string {
  if (part === null) return '';
  if (typeof part !== 'object') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
