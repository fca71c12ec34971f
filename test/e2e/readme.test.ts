import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { configSchema } from '../../src/config/file.ts';
import { SETTINGS } from '../../src/config/names.ts';
import { needsCurl } from '../support/curl.ts';
import { ADMIN_KEY, startServer, type TestServer } from '../support/server.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, body = '']) => body,
  );
const commands = blocks('sh').flatMap((block) => block.trim().split('\n'));
const rows = (heading: string): readonly (readonly string[])[] => {
  const section = readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
};

describe('the README’s tables', () => {
  it('name every setting, and none that there is not', () => {
    const named = rows('Settings').map(([name = '']) => name.replaceAll('`', ''));
    expect(named.toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
  });

  it('list the contracts with the statuses that their documents declare', () => {
    const table = new Map(
      rows('Which contract owns a request').map(([name = '', , , statuses = '']) => [name, statuses]),
    );
    expect([...table.keys()]).toEqual(Object.keys(operations));
    for (const [contract, all] of Object.entries(operations)) {
      if (contract === 'control') continue;
      const statuses = new Set(all.flatMap(({ responses }) => Object.keys(responses)));
      expect(table.get(contract), contract).toBe([...statuses].join(', '));
    }
  });

  it('show a settings file that the server takes', () => {
    const [example = ''] = blocks('json');
    expect(configSchema.safeParse(JSON.parse(example)).error).toBeUndefined();
  });

  it('link to files that exist', () => {
    const targets = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
  });
});

describe('the README’s commands', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
    mkdirSync(join(server.folder, 'data'), { recursive: true });
    writeFileSync(
      join(server.folder, 'data/development-secrets.json'),
      JSON.stringify({ adminKey: ADMIN_KEY }),
    );
  });
  afterAll(() => server?.stop());

  /** `npm start` and `npm run mock` have tests of their own, `npm test` is what runs this, the others are CI's steps. */
  const isScript = (command: string): boolean => /(?:^|\s)npm (?:start|test|run [\w-]+)$/.test(command);

  it('are npm scripts that exist, or shell lines that are run here', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const command of commands.filter(isScript)) {
      expect(scripts, command).toHaveProperty(command.replace(/^.*npm (?:run )?/, ''));
    }
    expect(commands.some(isScript)).toBe(true);
  });

  it('work as they stand, against a running server', async (context) => {
    needsCurl(context);
    const lines = commands.filter((command) => !isScript(command));
    const script = lines.map((line) => line.replace(/^curl /, 'curl --fail-with-body -sS ')).join('\n');
    const local = script.replaceAll('http://127.0.0.1:4000', server.url);
    const { stdout } = await run('sh', ['-euc', local], { cwd: server.folder });
    expect(stdout).toContain('"accessToken"');
    expect(stdout).toContain('"status":"suspended"');
    expect(stdout).toContain('openapi: 3.0.3');
  });
});
