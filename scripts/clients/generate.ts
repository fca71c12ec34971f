import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import {
  type Client,
  clientsFolder,
  configurationOf,
  contentHash,
  folderOf,
  generatorSettings,
  ignoredFiles,
  nameOf,
  root,
  sourceHash,
  versionOf,
} from './client.ts';
import { readmeOf } from './readme.ts';

export interface GenerateOptions {
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The generator cannot run on this machine. */
export class NoGenerator extends Error {}

/**
 * Makes those of the clients that are not there as they should be, and returns them. One that is made from what it
 * would be made from now, and that nobody has touched, stays.
 * @throws {NoGenerator}
 */
export async function generateClients(
  wanted: readonly Client[],
  { folder = clientsFolder, env = {} }: GenerateOptions = {},
): Promise<readonly Client[]> {
  const stale = wanted.filter((client) => !isCurrent(client, folder));
  if (stale.length === 0) return [];
  const configurations = mkdtempSync(join(tmpdir(), 'logoutd-clients-'));
  try {
    const files = stale.map((client) => {
      // The generator overwrites and never removes: a model that is gone would stay.
      const output = folderOf(client, folder);
      rmSync(output, { recursive: true, force: true });
      mkdirSync(output, { recursive: true });
      copyFileSync(ignoredFiles, join(output, '.openapi-generator-ignore'));
      const file = join(configurations, `${nameOf(client).replace('/', '-')}.json`);
      writeFileSync(file, JSON.stringify(configurationOf(client, folder)));
      return file;
    });
    // All in one run of Java, whose start costs more than a client does.
    await runGenerator(['batch', '--fail-fast', ...files], env);
  } finally {
    rmSync(configurations, { recursive: true, force: true });
  }
  for (const client of stale) {
    // The generator's own advises to install from where nobody publishes.
    const readme = readmeOf(client, versionOf(client.contract));
    writeFileSync(join(folderOf(client, folder), 'README.md'), readme);
    note(client, folder);
  }
  return stale;
}

const stampOf = (client: Client, folder: string): string => join(folder, '.made', nameOf(client));
const made = (client: Client, folder: string): string =>
  `${sourceHash(client)} ${contentHash(folderOf(client, folder))}\n`;

function note(client: Client, folder: string): void {
  mkdirSync(dirname(stampOf(client, folder)), { recursive: true });
  writeFileSync(stampOf(client, folder), made(client, folder));
}

function isCurrent(client: Client, folder: string): boolean {
  try {
    return readFileSync(stampOf(client, folder), 'utf8') === made(client, folder);
  } catch {
    return false;
  }
}

/** The machine's must not show: the generator writes `SESSİON` where the language is Turkish. */
const LOCALE = '-Duser.language=en -Duser.country=US -Duser.timezone=UTC -Dfile.encoding=UTF-8';

function runGenerator(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  if (spawnSync('java', ['-version']).status !== 0) {
    const why = 'OpenAPI Generator needs Java, and there is no java on this machine';
    return Promise.reject(new NoGenerator(why));
  }
  const bin = join(root, 'node_modules/.bin');
  const child = spawn(join(bin, 'openapi-generator-cli'), ['--openapitools', generatorSettings, ...args], {
    cwd: root,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, JAVA_OPTS: LOCALE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve();
      else reject(complaint(said));
    });
  });
}

function complaint(said: string): Error {
  const unreached = /^Download failed, because of: (.*)$/m.exec(said)?.[1];
  if (unreached !== undefined) return new NoGenerator(`OpenAPI Generator cannot be fetched: ${unreached}`);
  return new Error(`OpenAPI Generator failed:\n${said.trimEnd().slice(-4000)}`);
}
