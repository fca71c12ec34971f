/** What a reader of a page sees of it. */

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The text without its elements, all blanks alike. */
export function textOf(html: string): string {
  const decoded = html
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => CHARACTERS[name] ?? '');
  return collapsed(decoded);
}

export const collapsed = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What Markdown looks like once it is set. */
export const unmarked = (markdown: string): string => collapsed(markdown.replace(/[`*]/g, ''));

/** All tags with the names of their attributes, in order: what a text must not be able to change. */
export function skeleton(html: string): readonly string[] {
  return [...html.matchAll(/<(\/?[\w!]+)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*>|<|>/g)].map(
    ([, name = 'a lone angle bracket', attributes = '']) =>
      [name, ...[...attributes.matchAll(/([\w-]+)(?:="[^"]*")?/g)].map(([, attribute]) => attribute)].join(
        ' ',
      ),
  );
}

/** The elements with this id and all that follows up to the end tag of the first that is called `element`. */
export function within(html: string, id: string, element: string): string {
  const from = html.indexOf(`id="${id}"`);
  if (from < 0) throw new Error(`nothing has the id ${id}`);
  return html.slice(from, html.indexOf(`</${element}>`, from));
}
