/** The page against the documents: what stands in them, read by nothing that the page uses, is to be seen on it. */
import { describe, expect, it } from 'vitest';
import { readDocuments } from '../../../src/documents.ts';
import { contracts, declarations, object, operationNamed } from '../../../src/kit/documents.ts';
import { buildSite } from '../../../src/site/site.ts';
import { collapsed, textOf, unmarked, within } from './shown.ts';
import { inlinedDocument, type Text, textsOf } from './texts.ts';

const ORIGIN = 'http://logout.test:4000';
const pageIn = (production: boolean): string =>
  buildSite(readDocuments(), { production }).get('/')?.text(ORIGIN) ?? '';
const page = pageIn(false);
const all = textOf(page);

/** An operation's part of the page, or that of one of its statuses. */
const operationPart = (operationId: string): string => within(page, operationId, 'article');
const statusPart = (operationId: string, status: number): string =>
  within(page, `${operationId}-${status}`, 'tr');
const contractPart = (contract: string): string => within(page, contract, 'section');
const shownAs = (value: unknown): string =>
  collapsed(typeof value === 'string' ? value : JSON.stringify(value, null, 2));

const operations = [...new Set(declarations.map(({ operationId }) => operationId))].map(operationNamed);

describe.each(contracts)('%s on the page', (contract) => {
  const { info } = inlinedDocument(contract);
  const { title, version, description } = object(info);

  it('has its title, version, description and documents', () => {
    const shown = textOf(contractPart(contract));
    expect(shown).toContain(`Version ${version}`);
    for (const paragraph of String(description).trim().split(/\n\n/))
      expect(shown).toContain(unmarked(paragraph));
    expect(all).toContain(String(title));
    expect(page).toContain(`href="/openapi/${contract}.yaml"`);
    expect(page).toContain(`href="/openapi/${contract}.json"`);
  });

  it('has every description and summary, where it belongs', () => {
    const missing = (texts: readonly Text[]): readonly Text[] =>
      texts.filter(({ operationId, status, text }) => {
        const common = textOf(contractPart(contract).split('class="operation"')[0] ?? '');
        const part = status === null ? operationPart(operationId) : statusPart(operationId, status);
        return ![textOf(part), common].some((shown) => shown.includes(unmarked(text)));
      });
    const texts = textsOf(contract);
    expect(texts.length).toBeGreaterThan(20);
    expect(missing(texts)).toEqual([]);
  });
});

describe.each(operations.map((operation) => [operation.operationId, operation] as const))(
  'the operation %s on the page',
  (operationId, { contract, method, path, parameters, requestBody }) => {
    const declared = declarations.filter((one) => one.operationId === operationId);

    it('has its method, its path, and a line in the contents', () => {
      expect(textOf(operationPart(operationId))).toContain(`${method} ${path}`);
      expect(page).toContain(`href="#${operationId}"`);
    });

    it('has every status, with every example of it', () => {
      for (const { status, mediaType, example } of declared) {
        const shown = textOf(statusPart(operationId, status));
        expect(shown).toContain(String(status));
        if (mediaType !== null) expect(shown).toContain(shownAs(example));
      }
      const rows = page.match(new RegExp(`id="${operationId}-\\d{3}"`, 'g')) ?? [];
      expect(rows).toHaveLength(new Set(declared.map(({ status }) => status)).size);
    });

    it('has every header of every status, there or among those of every answer', () => {
      const common = textOf(contractPart(contract).split('class="operation"')[0] ?? '');
      for (const { status, headers } of declared) {
        const shown = `${textOf(statusPart(operationId, status))} ${common}`;
        for (const { name, example } of headers) {
          expect(shown, `${status}`).toContain(name);
          if (example !== undefined) expect(shown, `${status} ${name}`).toContain(shownAs(example));
        }
      }
    });

    it('has every parameter, and every example of its body', () => {
      const shown = textOf(operationPart(operationId));
      for (const { name, example } of parameters) {
        expect(shown).toContain(String(name));
        expect(shown).toContain(shownAs(example));
      }
      if (requestBody === null) return;
      for (const media of Object.values(object(requestBody['content'])).map(object)) {
        const named = Object.values(object(media['examples'] ?? {})).map((one) => object(one)['value']);
        for (const value of [...named, ...('example' in media ? [media['example']] : [])]) {
          expect(shown).toContain(shownAs(value));
        }
      }
    });

    it('has code in each language, and a form that sends it', () => {
      const part = operationPart(operationId);
      for (const language of ['curl', 'TypeScript', 'Python']) expect(part).toContain(`value="${language}"`);
      expect(part).toContain(`data-operation="${operationId}" data-method="${method}" data-path="${path}"`);
    });
  },
);

it.each(operations.filter(({ contract }) => contract !== 'control').map(({ operationId }) => operationId))(
  '%s says what the client does after the logout',
  (operationId) => {
    expect(operationPart(operationId)).toMatch(/<p><strong>After a 200<\/strong> .*client/);
  },
);

describe('the page', () => {
  it('gives no two elements the same id, and no link within it leads nowhere', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const targets = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('tells contracts of one path apart by their headers', () => {
    expect(textOf(operationPart('platformLogout'))).toContain('POST /auth/logout without x-store-id');
    expect(textOf(operationPart('tenantLogout'))).toContain('GET /auth/logout without x-store-id');
    expect(textOf(operationPart('storefrontLogoutByPost'))).toContain('POST /auth/logout with x-store-id');
    expect(textOf(operationPart('sessionLogout'))).not.toContain('x-store-id');
  });

  it('is as complete in production, without a form and without a script', () => {
    const sober = pageIn(true);
    expect(sober).not.toMatch(/<(?:form|script|button|textarea|select)/);
    expect(textOf(sober)).toContain('trying contracts from this page is switched off');
    for (const { operationId, status } of declarations)
      expect(sober).toContain(`id="${operationId}-${status}"`);
  });

  it('stands under the address that it is asked for at', () => {
    const other =
      buildSite(readDocuments(), { production: false }).get('/')?.text('https://api.example.com') ?? '';
    expect(other).toContain('https://api.example.com/auth/logout');
    expect(`${page}${other}`).not.toContain('{{');
  });
});
