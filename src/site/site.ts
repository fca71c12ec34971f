/** What the server shows to people and tools. Everything is made when it is first asked for, and kept. */
import { readFileSync } from 'node:fs';
import type { Resource, Site } from '../http/site.ts';
import type { Hints } from './hints.ts';
import { llmsText } from './llms.ts';
import type { ContractDocument } from './openapi.ts';
import { pageOf } from './page.ts';
import { readContract } from './reading.ts';

/** Only what this server serves itself, and nothing that stands in the page's text. */
const policy = (more: string): string =>
  `default-src 'none'; ${more}style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
const FILE_HEADERS = { 'X-Content-Type-Options': 'nosniff' };

/** Stands for the server's address until it is known how the client addresses it. */
const ORIGIN = '{{origin}}';

export interface SiteSettings extends Partial<Hints> {
  readonly production: boolean;
}

export function buildSite(documents: readonly ContractDocument[], settings: SiteSettings): Site {
  const { production, hasTokens = false, keyFile = null, marking = [] } = settings;
  const canTry = !production;
  const hints: Hints = { hasTokens, keyFile, marking };
  const contracts = once(() => documents.map(readContract));
  const page: Resource = {
    mediaType: 'text/html; charset=utf-8',
    text: addressed(() => pageOf(contracts(), { origin: ORIGIN, canTry, ...hints })),
    headers: {
      ...FILE_HEADERS,
      'Content-Security-Policy': policy(canTry ? "script-src 'self'; connect-src 'self'; " : ''),
      'Referrer-Policy': 'no-referrer',
    },
  };
  const index = documents.map(({ name, content: { info } }) => ({
    name,
    title: info.title,
    version: info.version,
    yaml: `/openapi/${name}.yaml`,
    json: `/openapi/${name}.json`,
  }));
  return new Map<string, Resource>([
    ['/', page],
    ['/page.css', asset('page.css', 'text/css; charset=utf-8')],
    ...(canTry ? [['/page.js', asset('page.js', 'text/javascript; charset=utf-8')] as const] : []),
    ['/icon.svg', asset('icon.svg', 'image/svg+xml')],
    [
      '/llms.txt',
      file(
        'text/plain; charset=utf-8',
        addressed(() => llmsText(contracts(), ORIGIN, marking)),
      ),
    ],
    ['/openapi/index.json', json({ documents: index })],
    ...documents.flatMap(({ name, yaml, content }): [string, Resource][] => [
      [`/openapi/${name}.yaml`, file('application/yaml', () => yaml)],
      [`/openapi/${name}.json`, json(content)],
    ]),
  ]);
}

const file = (mediaType: string, text: Resource['text']): Resource => ({
  mediaType,
  text,
  headers: FILE_HEADERS,
});
const json = (content: unknown): Resource =>
  file(
    'application/json',
    once(() => JSON.stringify(content, null, 2)),
  );
const asset = (name: string, mediaType: string): Resource =>
  file(
    mediaType,
    once(() => readFileSync(new URL(`browser/${name}`, import.meta.url), 'utf8')),
  );

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Text in which the server's address stands wherever it was left open. */
function addressed(make: () => string): Resource['text'] {
  const parts = once(() => make().split(ORIGIN));
  return (origin) => parts().join(origin);
}
