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

/** The operations of the control API that take a key. */
const KEYED = 13;
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

  it('tells where a token or a key to try with is to be had, and only what is true of this server', () => {
    const secretsFile = 'data/development-secrets.json';
    const withHints = (production: boolean, hasTokens: boolean, keyFile: string | null): string =>
      textOf(buildSite(readDocuments(), { production, hasTokens, keyFile }).get('/')?.text(ORIGIN) ?? '');
    const madeUp = withHints(false, true, secretsFile);
    expect(madeUp).toContain('Copy a curl line from the server’s first screen');
    expect(madeUp.split(`adminKey in ${secretsFile}`)).toHaveLength(1 + KEYED);
    const given = withHints(false, false, null);
    expect(given).not.toMatch(/first screen|development-secrets/);
    expect(given).toContain('Paste a token of your login');
    expect(withHints(true, true, secretsFile)).not.toMatch(/first screen|development-secrets/);
  });

  it('says which key an operation takes', () => {
    expect(textOf(operationPart('listSessions'))).toContain('An admin key, as Authorization');
    expect(textOf(operationPart('listSessions'))).not.toContain('or a check key');
    expect(textOf(operationPart('readMetrics'))).toContain('An admin key or a check key');
  });

  it('says of a contract that only marks that its sessions go on', () => {
    const marking = (names: readonly string[]) => {
      const site = buildSite(readDocuments(), { production: false, marking: names });
      return [site.get('/')?.text(ORIGIN) ?? '', site.get('/llms.txt')?.text(ORIGIN) ?? ''] as const;
    };
    const [marked, markedLlms] = marking(['tenant']);
    expect(textOf(marked)).toContain('(tenant, as documented, only marks its user as logged out)');
    expect(marked.match(/<strong>Marks only: the session goes on\.<\/strong>/g)).toHaveLength(1);
    expect(marked.match(/<form data-operation="(\w+)"[^>]* data-note=/g)).toEqual([
      expect.stringContaining('tenantLogout'),
    ]);
    expect(markedLlms).toMatch(/^> .*stays logged out.*\(tenant, as documented, only marks/m);
    expect(markedLlms).toMatch(
      /a 2xx means that the end of the session is stored, but for tenant: .*goes on/,
    );
    const [revoked, revokedLlms] = marking([]);
    expect(`${textOf(revoked)} ${revoked}`).not.toMatch(/Marks only|only marks|data-note/);
    expect(revokedLlms).not.toContain('only marks its user as');
    expect(revokedLlms).toContain('a 2xx means that the end of the session is stored. ');
  });

  it('stands under the address that it is asked for at', () => {
    const other =
      buildSite(readDocuments(), { production: false }).get('/')?.text('https://api.example.com') ?? '';
    expect(other).toContain('https://api.example.com/auth/logout');
    expect(`${page}${other}`).not.toContain('{{');
  });
});
