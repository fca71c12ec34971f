/** The page: all contracts, to read, and outside production to try. */
import { credentialText } from './credentials.ts';
import { MARKS_ONLY } from './hints.ts';
import { type Html, html, joined } from './html.ts';
import { blocks, prose } from './markdown.ts';
import { methodBadge, operationArticle, route, type Setting, tellingText } from './operation.ts';
import type { ReadContract, ReadHeader, ReadOperation } from './reading.ts';
import { headerList, statusBadge } from './statuses.ts';
import { telling } from './told-apart.ts';

export function pageOf(contracts: readonly ReadContract[], setting: Setting): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>logoutd: the contracts of this server</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page.css">
${setting.canTry ? html`<script type="module" src="/page.js"></script>` : null}
</head>
<body>
<a class="skip" href="#contracts">Skip to the contracts</a>
<header class="top">
<a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28">logoutd</a>
<nav aria-label="Of this server"><a class="to-menu" href="#contents">Contents</a> <a class="to-requests" href="#requests">Contracts</a> <a href="/openapi/index.json">OpenAPI</a> <a href="/llms.txt">llms.txt</a></nav>
</header>
<div class="frame">
<details class="menu" id="contents">
<summary>Contents</summary>
${contents(contracts)}
</details>
<div class="beside">${contents(contracts)}</div>
<main id="contracts" tabindex="-1">
${opening(contracts, setting)}
${contracts.map((contract) => contractSection(contract, contracts, setting))}</main>
</div>
</body>
</html>
`;
  return page.markup;
}

const contents = (
  contracts: readonly ReadContract[],
): Html => html`<nav class="contents" aria-label="Contracts">
<ul>
${contracts.map(
  ({ name, title, operations }) => html`<li><a href="#${name}">${title}</a>
<ul>
${operations.map(({ id, method, summary }) => html`<li><a href="#${id}">${methodBadge(method)} <span>${summary}</span></a></li>\n`)}</ul></li>
`,
)}</ul>
</nav>`;

const opening = (
  contracts: readonly ReadContract[],
  { canTry, hasTokens, marking }: Setting,
): Html => html`<div class="opening">
<h1>Logouts that hold</h1>
<p class="lead">A token outlives its logout: most APIs answer “logged out” while it goes on working. This server ends the
session for real, and remembers it${
  marking.length === 0
    ? null
    : html` (${joined(
        marking.map((name) => html`${name}`),
        html`, `,
      )}, as documented, only marks its user as logged out)`
}. It speaks five published logout contracts, each as its own documentation has it, and
an API of its own.</p>
${
  canTry
    ? html`<p class="note"><strong>Try each contract here.</strong> ${
        hasTokens
          ? html`Copy a <code>curl</code> line from the server’s first screen, paste it into a form’s token field, and send.`
          : html`Paste a token of your login into a form’s token field, and send.`
      } It goes to this server only, and is kept nowhere.</p>`
    : html`<p class="note">This server runs in production: trying contracts from this page is switched off. Outside production
each operation has a form.</p>`
}
<h2 id="requests">Which contract owns a request</h2>
<p>Paths match exactly, character for character, and every request belongs to exactly one contract. Where contracts share
a path, a header or the method decides.</p>
<ul class="cards">
${contracts.map((contract) => card(contract, contracts, marking.includes(contract.name)))}</ul>
</div>`;

function card(
  { name, title, operations }: ReadContract,
  contracts: readonly ReadContract[],
  marks: boolean,
): Html {
  const shown = operations.length > 4 ? [] : operations;
  const credentials = [
    ...new Set(operations.flatMap((operation) => operation.credentials.map(credentialText))),
  ];
  const statuses = [...new Set(operations.flatMap(({ responses }) => responses.map(({ status }) => status)))];
  return html`<li><a href="#${name}">${title}</a>
${shown.map((operation) => html`<p class="route">${route(operation)}${tellingText(telling(operation, contracts))}</p>\n`)}
${shown.length > 0 ? null : html`<p>${operations.length} operations</p>`}
${marks ? html`<p><strong>${MARKS_ONLY}</strong></p>` : null}
<p class="quiet">${joined(
    credentials.map((text) => prose(text)),
    html` or `,
  )}</p>
<p class="badges">${joined(statuses.sort((a, b) => a - b).map(statusBadge), html` `)}</p></li>
`;
}

function contractSection(contract: ReadContract, contracts: readonly ReadContract[], setting: Setting): Html {
  const { name, title, version, description, operations } = contract;
  const common = commonHeaders(operations);
  const names = new Set(common.map((header) => header.name));
  return html`<section class="contract" aria-labelledby="${name}">
<h2 id="${name}"><a href="#${name}">${title}</a></h2>
<p class="files">Version ${version}, as OpenAPI: <a href="/openapi/${name}.yaml" aria-label="${title}, YAML">YAML</a> <a href="/openapi/${name}.json" aria-label="${title}, JSON">JSON</a></p>
<div class="reading">
${blocks(description)}
${common.length === 0 ? null : html`<details><summary>Headers of every answer</summary>${headerList(common)}</details>`}
</div>
${operations.map((operation) => operationArticle(operation, { setting, common: names, telling: telling(operation, contracts), marks: setting.marking.includes(name) }))}</section>
`;
}

/** What every answer of every operation carries: said once. */
function commonHeaders(operations: readonly ReadOperation[]): readonly ReadHeader[] {
  const answers = operations.flatMap(({ responses }) => responses);
  return (answers[0]?.headers ?? []).filter(({ name, description }) =>
    answers.every(({ headers }) =>
      headers.some((header) => header.name === name && header.description === description),
    ),
  );
}
