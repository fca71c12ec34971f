/** The page in Chromium: how it looks, how it is reached by whom, and that it needs nothing from elsewhere. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { needsChromium, sharedBrowser } from '../support/browser.ts';
import { stateOf } from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { violations } from './axe.ts';

vi.setConfig({ testTimeout: 180_000 });

const development = sharedServer(() => ({ env: { NODE_ENV: '', LOGOUTD_STORE: 'memory:' } }));
const production = sharedServer(() => ({ env: { LOGOUTD_STORE: 'memory:' } }));
const visit = sharedBrowser();

const WIDE = { width: 1360, height: 900 };
const NARROW = { width: 390, height: 844 };
const looks: readonly (readonly [name: string, options: BrowserContextOptions])[] = [
  ['light', { colorScheme: 'light', viewport: WIDE }],
  ['dark', { colorScheme: 'dark', viewport: WIDE }],
  ['light and narrow', { colorScheme: 'light', viewport: NARROW }],
];

const openAll = (page: Page): Promise<unknown> =>
  page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
/** axe takes its time, and the contracts are alike in kind: they are looked at once, and these two each time. */
const keepTwoContracts = (page: Page): Promise<unknown> =>
  page.evaluate(
    "for (const section of [...document.querySelectorAll('.contract')].slice(2)) section.remove()",
  );
const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > innerWidth');
const formOf = (page: Page, operationId: string) => page.locator(`form[data-operation="${operationId}"]`);

it.for(looks)(
  'axe finds nothing, with everything open and answers shown: %s',
  async ([name, options], context) => {
    needsChromium(context);
    const { page, expectsError } = await visit(options);
    expectsError(/401/);
    await page.goto(development().url);
    for (const [operationId, credential, status] of [
      ['platformLogout', token(), '200'],
      ['gsmLogout', 'none', '401'],
    ] as const) {
      const form = formOf(page, operationId);
      await form.locator('[name=token]').fill(credential);
      await form.getByRole('button', { name: 'Send' }).click();
      await form.locator('+ .answer .status', { hasText: status }).waitFor();
    }
    if (name !== 'light') await keepTwoContracts(page);
    await openAll(page);
    expect(await violations(page)).toEqual([]);
  },
);

it('axe finds nothing in production either', async (context) => {
  needsChromium(context);
  const { page } = await visit({ colorScheme: 'dark', viewport: NARROW });
  await page.goto(production().url);
  await keepTwoContracts(page);
  await openAll(page);
  expect(await violations(page)).toEqual([]);
});

it.for([320, 390, 768, 1024, 1248, 1920])(
  'nothing sticks out sideways at %d pixels',
  async (width, context) => {
    needsChromium(context);
    const { page } = await visit({ viewport: { width, height: 800 } });
    await page.goto(development().url);
    await openAll(page);
    expect(await isTooWide(page)).toBe(false);
  },
);

describe('the page', () => {
  it('asks for its style, its script and its icon, and for nothing anywhere else', async (context) => {
    needsChromium(context);
    const { page, requested } = await visit();
    const { url } = development();
    await page.goto(url);
    await page.waitForLoadState('networkidle');
    expect([...new Set(requested())].sort()).toEqual(
      ['/', '/icon.svg', '/page.css', '/page.js'].map((path) => `${url}${path}`),
    );
  });

  it('follows the colours that the reader has chosen', async (context) => {
    needsChromium(context);
    const paper = async (colorScheme: 'light' | 'dark'): Promise<string> => {
      const { page } = await visit({ colorScheme });
      await page.goto(development().url);
      return page.evaluate('getComputedStyle(document.body).backgroundColor');
    };
    expect(await paper('light')).toBe('rgb(255, 255, 255)');
    expect(await paper('dark')).toMatch(/^rgb\(\d{2}, \d{2}, \d{2}\)$/);
  });

  it('jumps to where a link leads, moving nothing, and prints without its controls', async (context) => {
    needsChromium(context);
    const { page } = await visit({ reducedMotion: 'no-preference', viewport: WIDE });
    await page.goto(development().url);
    await page.locator('.beside a[href="#readMetrics"]').click();
    expect(await topOf(page, 'readMetrics')).toBeLessThan(120);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav, form, .copy').filter({ visible: true }).count()).toBe(0);
    expect(await page.getByRole('table').first().isVisible()).toBe(true);
  });
});

const topOf = (page: Page, id: string): Promise<number> =>
  page.evaluate(`document.getElementById('${id}').getBoundingClientRect().top`);

describe('where there is little room', () => {
  it('the contents are a menu, which needs no script and leads where they do', async (context) => {
    needsChromium(context);
    const { page } = await visit({ viewport: NARROW, javaScriptEnabled: false });
    await page.goto(production().url);
    const link = page.locator('.menu a[href="#sessionLogout"]');
    expect(await link.isVisible()).toBe(false);
    await page.getByText('Contents').and(page.locator('summary')).click();
    expect(await page.getByRole('navigation', { name: 'Contracts' }).count()).toBe(1);
    await link.click();
    const article = page.locator('#sessionLogout');
    expect((await article.boundingBox())?.y).toBeLessThan(120);
    await page.getByRole('link', { name: 'Contents', exact: true }).click();
    expect((await page.locator('.menu').boundingBox())?.y).toBeLessThan(120);
  });

  it('there is one contents list where there is room, and no menu', async (context) => {
    needsChromium(context);
    const { page } = await visit({ viewport: WIDE });
    await page.goto(production().url);
    expect(await page.getByRole('navigation', { name: 'Contracts' }).count()).toBe(1);
    expect(await page.locator('.menu').isVisible()).toBe(false);
  });
});

interface Reached {
  readonly id: string;
  /** Whether a reader can see that it was reached. */
  readonly outlined: boolean;
  readonly element: string;
}
/** A choice is shown by what stands beside its radio button. */
const REACHED = `(() => {
  const at = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(at.matches('.choice input') ? at.nextElementSibling : at);
  const outlined = outlineStyle !== 'none' && outlineWidth !== '0px';
  return { id: at.id, outlined, element: at.outerHTML.slice(0, 80) };
})()`;

describe('by keyboard', () => {
  it('the first step skips to the contracts', async (context) => {
    needsChromium(context);
    const { page } = await visit();
    await page.goto(development().url);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the contracts' });
    expect(await skip.boundingBox()).toMatchObject({ y: expect.closeTo(8, 0) });
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
  });

  it('a person logs out: Tab to the field, type, Enter', async (context) => {
    needsChromium(context);
    const { page } = await visit();
    await page.goto(development().url);
    const field = formOf(page, 'platformLogout').getByRole('textbox', { name: 'Token' });
    const id = await field.getAttribute('id');
    let reached: Reached = { id: '', outlined: true, element: '' };
    for (let steps = 0; steps < 400 && reached.id !== id; steps += 1) {
      await page.keyboard.press('Tab');
      reached = await page.evaluate<Reached>(REACHED);
      expect(reached).toMatchObject({ outlined: true });
    }
    expect(reached.id).toBe(id);
    await page.keyboard.type(token({ sid: 'by-keyboard' }));
    await page.keyboard.press('Enter');
    const status = formOf(page, 'platformLogout').locator('+ .answer').getByRole('status');
    await status.getByText('200', { exact: true }).waitFor();
    expect(await stateOf(development(), 'by-keyboard')).toBe('ended');
  });
});

describe('to a screen reader', () => {
  it('it is one page of named parts, headings without a gap, and fields with names', async (context) => {
    needsChromium(context);
    const { page } = await visit();
    await page.goto(development().url);
    const roles = ['banner', 'main'] as const;
    for (const role of roles) expect(await page.getByRole(role).count()).toBe(1);
    const levels = await page.evaluate<number[]>(
      "[...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) => Number(tagName[1]))",
    );
    expect(levels[0]).toBe(1);
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
    const table = page.getByRole('table', { name: 'What POST /auth/logout answers' }).first();
    expect(await table.getByRole('rowheader').count()).toBe(9);
    const live = formOf(page, 'platformLogout').locator('+ .answer').getByRole('status');
    expect(await live.count()).toBe(1);
  });
});

describe('the code samples', () => {
  const code = (page: Page, operationId: string) =>
    page.locator(`article[aria-labelledby="${operationId}"] pre.sample`).filter({ visible: true });

  it('are chosen without any script', async (context) => {
    needsChromium(context);
    const { page } = await visit({ javaScriptEnabled: false });
    await page.goto(production().url);
    const article = page.locator('article[aria-labelledby="platformLogout"]');
    expect(await code(page, 'platformLogout').textContent()).toMatch(/^curl .*\n.*Bearer \$TOKEN"$/);
    await article.getByRole('radio', { name: 'others' }).check();
    expect(await code(page, 'platformLogout').textContent()).toMatch(/^curl [\s\S]*"scope": "others"/);
    await article
      .getByRole('group', { name: 'Language, for others' })
      .getByRole('radio', { name: 'Python' })
      .check();
    expect(await code(page, 'platformLogout').textContent()).toMatch(/^import json[\s\S]*"scope": "others"/);
  });

  it('keep to the language that was chosen once, and stay where they are', async (context) => {
    needsChromium(context);
    const { page } = await visit();
    await page.goto(development().url);
    const chosen = page
      .locator('article[aria-labelledby="tenantLogout"]')
      .getByRole('radio', { name: 'TypeScript' });
    await chosen.scrollIntoViewIfNeeded();
    const before = await chosen.boundingBox();
    await chosen.check();
    for (const operationId of ['platformLogout', 'tenantLogout', 'readMetrics']) {
      expect(await code(page, operationId).textContent()).toMatch(/^const \w+ = process\.env\./);
    }
    expect((await chosen.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
  });

  it('are copied as they are', async (context) => {
    needsChromium(context);
    const { page, context: browserContext } = await visit({
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.goto(development().url);
    const sample = code(page, 'tenantLogout');
    await sample.hover();
    await sample.getByRole('button', { name: 'Copy' }).click();
    await sample.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      `curl -i "${development().url}/auth/logout" \\\n  -H "x-token: $TOKEN"`,
    );
    await browserContext.clearPermissions();
  });
});
