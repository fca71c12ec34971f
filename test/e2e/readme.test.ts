import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { programOf } from '../../src/cli/program.ts';
import { configSchema } from '../../src/config/file.ts';
import { SETTINGS } from '../../src/config/names.ts';
import { readSettings } from '../../src/config/settings.ts';
import { needsCurl } from '../support/curl.ts';
import { folderForTest } from '../support/folders.ts';
import { gsm } from '../support/logouts.ts';
import { hasRedis, startRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { ADMIN_KEY, productionEnv, startServer, type TestServer } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, body = '']) => body,
  );
const linesOf = (block: string): readonly string[] => block.trim().split('\n');
/** What goes back to a backup is for a server that was stopped. */
const [[restore = ''], live] = [
  blocks('sh').filter((block) => block.startsWith('cp ')),
  blocks('sh').filter((block) => !block.startsWith('cp ')),
];
const commands = live.flatMap(linesOf);
const BY_HAND = 'node_modules/.bin/node src/main.ts';
const LEAN_INSTALL = 'npm ci --omit=dev';
/** The command line, as a clone has it. */
const IN_CLONE = 'npm run -s logoutd -- ';
const backup = commands.find((command) => command.includes(`${IN_CLONE}backup`)) ?? '';
const move = commands.find((command) => command.includes(`${IN_CLONE}migrate`)) ?? '';
/** In a folder that is no clone. */
const MAIN = `'${process.execPath}' '${join(ROOT, 'src/main.ts')}' `;
/** Of the section's first table. */
const rows = (heading: string): readonly (readonly string[])[] => {
  const section = readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const [, table = ''] = /^((?:\|.*\n)+)/m.exec(section) ?? [];
  const lines = table.trim().split('\n');
  return lines.slice(2).map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
};

const madeUp = { jwtSecret: 'j'.repeat(43), adminKey: 'a'.repeat(43), checkKey: 'c'.repeat(43) };

describe('the README’s tables', () => {
  it('name every setting, and none that there is not', () => {
    const named = rows('Settings').map(([name = '']) => name.replaceAll('`', ''));
    expect(named.toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
  });

  it('say which addresses a server with made-up secrets does not listen on', async () => {
    const [, , meaning = ''] = rows('Settings').find(([name]) => name === '`HOST`') ?? [];
    expect(meaning).toMatch(
      /made up, a loopback one, like (`[^`]+`(?:, | or )?)+: with any other the server does not start/,
    );
    for (const [, HOST = ''] of meaning.matchAll(/`([^`]+)`/g))
      expect((await readSettings({ HOST }, () => madeUp)).madeUp.adminKey).toBe(true);
    await expect(readSettings({ HOST: '0.0.0.0' }, () => madeUp)).rejects.toThrow(/^HOST must be a loopback/);
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

  it('show settings files that the server takes', () => {
    const examples = blocks('json');
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples)
      expect(configSchema.safeParse(JSON.parse(example)).error, example).toBeUndefined();
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
    symlinkSync(join(ROOT, 'node_modules'), join(server.folder, 'node_modules'));
  });
  afterAll(() => server?.stop());

  /** `npm start` and `npm run mock` have tests of their own, `npm test` is what runs this, the others are CI's steps. */
  const isScript = (command: string): boolean => /(?:^|\s)npm (?:start|test|run [\w-]+)$/.test(command);

  it('are npm scripts that exist, or shell lines that are run here', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const [, working = ''] = readme.split('## Working on it\n');
    const inTable = [...working.matchAll(/^\| `(npm [^`]+)`/gm)].map(([, command = '']) => command);
    expect(inTable.length).toBeGreaterThan(4);
    for (const command of [...commands.filter(isScript), ...inTable]) {
      expect(scripts, command).toHaveProperty(command.replace(/^.*npm (?:run )?/, ''));
    }
    expect(commands.some(isScript)).toBe(true);
  });

  it('work as they stand, against a running server', async (context) => {
    needsCurl(context);
    const lines = commands.filter(
      (command) =>
        !isScript(command) && ![BY_HAND, LEAN_INSTALL].includes(command) && !command.includes(IN_CLONE),
    );
    const script = lines.map((line) => line.replace(/^curl /, 'curl --fail-with-body -sS ')).join('\n');
    const local = script.replaceAll('http://127.0.0.1:4000', server.url);
    const { stdout } = await run('sh', ['-euc', local], { cwd: server.folder });
    expect(stdout).toContain('"accessToken"');
    expect(stdout).toContain('"status":"suspended"');
    expect(stdout).toContain('openapi: 3.0.3');
    expect(stdout).toContain('{"status":"ready"}');
  });

  const asks = () => ({ PATH: process.env['PATH'], LOGOUTD_URL: server.url, LOGOUTD_KEY: ADMIN_KEY });

  it('are those of the command line in a clone', async () => {
    const lines = commands.filter((command) => command.startsWith(IN_CLONE));
    expect(lines.length).toBeGreaterThan(2);
    const { stdout } = await run('sh', ['-euc', lines.join('\n')], { cwd: ROOT, env: asks() });
    expect(stdout).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+\nSESSION /);
    expect(stdout).toMatch(/It would end \d+ active session/);
  });

  it('are those of the command line’s table, each of which does what it says', {
    timeout: 60_000,
  }, async () => {
    const lines = rows('The command line').map(([command = '']) => command.replaceAll('`', ''));
    const [serve, ...others] = lines;
    expect(serve).toBe('logoutd serve');
    expect(new Set(lines.map((line) => line.split(' ')[1]))).toEqual(
      new Set(
        programOf({ version: '', serve: async () => {}, env: {}, now: Date.now }).commands.map((c) =>
          c.name(),
        ),
      ),
    );
    const body = JSON.stringify({ subject: 'ada', sessionId: 'laptop-1' });
    const headers = { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' };
    await fetch(`${server.url}/v1/sessions`, { method: 'POST', headers, body });
    for (const line of others) {
      const command = line.replace(/^logoutd /, MAIN);
      const env = { ...asks(), LOGOUTD_STORE: `sqlite:${server.folder}/data/logoutd.db` };
      const { stdout } = await run('sh', ['-euc', command], { cwd: folderForTest(), env });
      expect(stdout, line).not.toBe('');
    }
  });

  it('start the server by hand', async () => {
    expect(commands).toContain(BY_HAND);
    const env = { ...productionEnv(), LOGOUTD_STORE: 'memory:' };
    const child = spawn('sh', ['-c', `exec ${BY_HAND}`], { cwd: ROOT, env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    try {
      await until('it listens', () => said.includes('"msg":"listening"'));
    } finally {
      child.kill('SIGTERM');
    }
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('install without the development tools: npm takes the lockfile for it', async () => {
    expect(commands).toContain(LEAN_INSTALL);
    const folder = folderForTest();
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(join(ROOT, file), join(folder, file));
    const dry = `${LEAN_INSTALL} --dry-run --offline --ignore-scripts --loglevel=notice`;
    const { stdout } = await run('sh', ['-c', dry], { cwd: folder });
    expect(stdout).toMatch(/added \d+ packages/);
  });

  it('move the live store to a Redis, by the steps', { timeout: 60_000 }, async ({ skip }) => {
    skip(!hasRedis, WHY_NO_REDIS);
    const redis = await startRedis();
    onTestFinished(() => redis.dispose());
    const server = await ownServer();
    expect(move).toContain('redis://127.0.0.1:6379');
    const command = move.replace(IN_CLONE, MAIN).replace('redis://127.0.0.1:6379', redis.url);
    const migrate = () => run('sh', ['-euc', command], { cwd: server.folder });
    const [first, second, bystander] = [token(), token(), token()];
    expect((await gsm(server, first)).status).toBe(200);
    await migrate();
    expect((await gsm(server, second)).status).toBe(200);
    await server.stop();
    expect((await migrate()).stdout).toContain('the new store is the same as the old one');
    const moved = await ownServer({ folder: server.folder, env: { LOGOUTD_STORE: redis.url } });
    // gsm asks for a session that has not ended.
    for (const one of [first, second]) expect((await gsm(moved, one)).status).toBe(401);
    expect((await gsm(moved, bystander)).status).toBe(200);
  });

  it('make a backup of the live store, and go back to it', async () => {
    const server = await ownServer();
    const inFolder = (command: string) => run('sh', ['-euc', command], { cwd: server.folder });
    const [before, after] = [token(), token()];
    expect((await gsm(server, before)).status).toBe(200);
    expect(backup).not.toBe('');
    await inFolder(backup.replace(IN_CLONE, MAIN));
    expect((await gsm(server, after)).status).toBe(200);
    await server.stop();
    await inFolder(restore);
    const again = await ownServer({ folder: server.folder });
    expect(again.output()).toContain('had no marker file and was taken as it is');
    // gsm asks for a session that has not ended.
    expect((await gsm(again, before)).status).toBe(401);
    expect((await gsm(again, after)).status).toBe(200);
  });
});
