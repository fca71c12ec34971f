/** What the server shows to people and tools: a page of all contracts, and the documents themselves. */
import { operations } from '../generated/operations.ts';
import type { ContractDocument } from './documents.ts';
import type { Resource, Site } from './http/site.ts';

/** The page is text: no script, and nothing from anywhere else. */
const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
const FILE_HEADERS = { 'X-Content-Type-Options': 'nosniff' };

export function buildSite(documents: readonly ContractDocument[]): Site {
  const files = documents.flatMap(({ name, yaml, content }): [string, Resource][] => [
    [`/openapi/${name}.yaml`, { mediaType: 'application/yaml', text: yaml, headers: FILE_HEADERS }],
    [`/openapi/${name}.json`, jsonFile(content)],
  ]);
  const index = documents.map(({ name, content }) => ({
    name,
    title: content.info.title,
    version: content.info.version,
    yaml: `/openapi/${name}.yaml`,
    json: `/openapi/${name}.json`,
  }));
  const page = { mediaType: 'text/html; charset=utf-8', text: pageOf(documents), headers: PAGE_HEADERS };
  return new Map([...files, ['/openapi/index.json', jsonFile({ documents: index })], ['/', page]]);
}

const jsonFile = (content: unknown): Resource => ({
  mediaType: 'application/json',
  text: JSON.stringify(content, null, 2),
  headers: FILE_HEADERS,
});

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } h2 { margin-top: 2.5rem; }
code { font: 0.95em ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
th:first-child { width: 4rem; } .lead { max-width: 46rem; }
`;

function pageOf(documents: readonly ContractDocument[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>logoutd: the contracts of this server</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>logoutd</h1>
<p class="lead">This server ends sessions for real: a token that was logged out here stays logged out. It speaks
five logout contracts, each at the path that its own documentation names, and its own control API.</p>
<p class="lead">Three contracts share <code>/auth/logout</code>. A request with the header <code>x-store-id</code> is
storefront; without it, <code>GET</code> is tenant, and every other method is platform.</p>
<nav aria-label="Contracts"><ul>
${documents.map(({ name, content }) => `<li><a href="#${name}">${escapeHtml(content.info.title)}</a></li>`).join('\n')}
</ul></nav>
${documents.map(contractSection).join('\n')}
</main>
</body>
</html>
`;
}

function contractSection({ name, content }: ContractDocument): string {
  const sections = operations[name].map(({ operationId, method, path }) => {
    const operation = content.paths[path]?.[method.toLowerCase()];
    const rows = Object.entries(operation?.responses ?? {})
      .map(
        ([status, response]) =>
          `<tr><th scope="row">${status}</th><td>${prose(causeOf(content, response))}</td></tr>`,
      )
      .join('\n');
    return `<h3 id="${operationId}"><code>${method} ${escapeHtml(path)}</code></h3>
<p>${prose(operation?.summary ?? '')}.</p>
<table><thead><tr><th scope="col">Status</th><th scope="col">Cause</th></tr></thead><tbody>
${rows}
</tbody></table>`;
  });
  return `<section aria-labelledby="${name}">
<h2 id="${name}">${escapeHtml(content.info.title)}</h2>
${paragraphs(content.info.description ?? '')}
<p>The document: <a href="/openapi/${name}.yaml">YAML</a>, <a href="/openapi/${name}.json">JSON</a>.</p>
${sections.join('\n')}
</section>`;
}

function causeOf(
  content: unknown,
  response: { readonly description?: string; readonly $ref?: string },
): string {
  if (response.$ref === undefined) return response.description ?? '';
  const target = response.$ref
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], content);
  return (target as { description?: string }).description ?? '';
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
const paragraphs = (text: string): string =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${prose(paragraph)}</p>`)
    .join('\n');
/** Text with the little Markdown that the documents use: `code`, **strong** and *emphasis*. */
const prose = (text: string): string =>
  escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>');
