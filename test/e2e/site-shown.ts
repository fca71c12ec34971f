/** The code samples that stand on a page, as a reader would copy them. */

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function copied(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => CHARACTERS[name] ?? '');
}

/** By language, for each variant of an operation's request, in order. */
export function shownSamples(page: string, operationId: string): readonly ReadonlyMap<string, string>[] {
  const from = page.indexOf(`id="${operationId}"`);
  const article = page.slice(from, page.indexOf('</article>', from));
  const [, ...variants] = article.split('class="variant ');
  return variants.map((variant) => {
    const languages = [...variant.matchAll(/type="radio" name="[^"]*-language-\d+" value="([^"]*)"/g)];
    const codes = [...variant.matchAll(/<pre class="sample [^"]*"><code>([\s\S]*?)<\/code><\/pre>/g)];
    return new Map(languages.map(([, language = ''], i) => [language, copied(codes[i]?.[1] ?? '')]));
  });
}
