/** What axe finds on a page as it is now. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A line for each violation, with the first elements that it is about. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(source);
  const results = await page.evaluate(async (): Promise<AxeResults> => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  return results.violations.map(({ id, impact, nodes }) => {
    const elements = nodes.slice(0, 3).map(({ html }) => html.slice(0, 120));
    return `${impact} ${id}, ${nodes.length} times: ${elements.join(' ')}`;
  });
}
