/** docs/deploy.md: what it says of settings, of lines of the log and of other files is so. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configSchema } from '../../src/config/file.ts';
import { SETTINGS } from '../../src/config/names.ts';
import { blocks, pageText, root } from './page.ts';

describe('the page', () => {
  it('has settings that there are', () => {
    const [variables] = blocks.filter(({ language }) => language === 'ini');
    const set = [...(variables?.body ?? '').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(set.length).toBeGreaterThan(2);
    expect(Object.keys(SETTINGS)).toEqual(expect.arrayContaining(set));
    const named = [...pageText.matchAll(/`(LOGOUTD_[A-Z_]*[A-Z])/g)].map(([, name]) => name);
    expect([...Object.keys(SETTINGS), 'LOGOUTD_RATE_LIMIT']).toEqual(expect.arrayContaining(named));
  });

  it('has settings files that the server takes, and YAML that is such', () => {
    for (const { language, body } of blocks) {
      if (language === 'json') expect(configSchema.safeParse(JSON.parse(body)).error, body).toBeUndefined();
      if (language === 'yaml') expect(parse(body)).toHaveProperty('scrape_configs');
    }
  });

  it('says of lines of the log what the server really writes', () => {
    const [, table = ''] = /\| `msg` \|.*\n((?:\|.*\n)+)/.exec(pageText) ?? [];
    const lines = [...table.matchAll(/^\| ([^|]*) \|/gm)].flatMap(([, cell = '']) => [
      ...cell.matchAll(/`([^`]+)`/g),
    ]);
    expect(lines.length).toBeGreaterThan(8);
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(root, 'src', path), 'utf8'))
      .join('\n');
    for (const [, line = ''] of lines) expect(sources).toContain(line.replace(/ …$/, ''));
  });

  it('links to files and headings that exist', () => {
    const slug = (heading: string) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-');
    const links = [...pageText.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
    expect(links.length).toBeGreaterThan(20);
    for (const [link, file = '', heading] of links) {
      const path =
        file === '' ? join(root, 'docs/deploy.md') : fileURLToPath(new URL(file, `file://${root}/docs/`));
      expect(existsSync(path), link).toBe(true);
      if (heading === undefined) continue;
      const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
        slug(text),
      );
      expect(headings, link).toContain(heading);
    }
  });
});
