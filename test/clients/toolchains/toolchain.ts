import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type Client, clientsFolder, contentHash, folderOf, root } from '../../../scripts/clients/client.ts';
import type { Contract, Language } from '../../../scripts/clients/languages.ts';

export type Command = readonly [program: string, ...args: string[]];

/** How clients of a language, and the programs in the folder beside this one that use them, are compiled and run. */
export interface Toolchain {
  readonly name: Language['name'];
  /** What must be on the machine, each with the arguments that make it say its version. */
  readonly needs: readonly Command[];
  readonly build: (clients: readonly Client[]) => Promise<void>;
  /** The program that uses the client of this contract. */
  readonly program: (contract: Contract) => Command;
  readonly env?: Readonly<Record<string, string>>;
}

const run = promisify(execFile);
const BIN = join(root, 'node_modules/.bin');
const PATH = `${BIN}${delimiter}${process.env['PATH']}`;

/** Where a toolchain leaves what it makes. */
export const builtFolder = (name: Language['name']): string => join(clientsFolder, '.built', name);
export const programsFolder = (name: Language['name']): string => join(root, 'test/clients', name);

/** Resolves to what the program printed; rejects with all that it said when it fails. */
export async function execute(
  [program, ...args]: Command,
  { cwd = root, env = process.env }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const ran = await run(program, args, { cwd, env: { ...env, PATH }, maxBuffer: 64 * 1024 * 1024 }).catch(
    (error: Error & { readonly stdout?: string; readonly stderr?: string }) => {
      throw new Error(`${error.message}\n${error.stdout}${error.stderr}`);
    },
  );
  return ran.stdout;
}

/** `undefined` where all is there that it needs; else what is not. */
export function whatIsMissing({ needs }: Toolchain): string | undefined {
  return needs.find((need) => versionOf(need) === undefined)?.[0];
}

/** Does nothing where the same was built before, by the same tools in the same way. */
export async function build(toolchain: Toolchain, clients: readonly Client[]): Promise<void> {
  const hash = createHash('sha256');
  for (const need of toolchain.needs) hash.update(versionOf(need) ?? '');
  const folders = [
    import.meta.dirname,
    programsFolder(toolchain.name),
    ...clients.map((client) => folderOf(client)),
  ];
  for (const folder of folders) {
    hash.update(contentHash(folder) ?? '');
  }
  const wanted = hash.digest('hex');
  const stamp = join(builtFolder(toolchain.name), '.made');
  if (contentOf(stamp) === wanted) return;
  mkdirSync(builtFolder(toolchain.name), { recursive: true });
  writeFileSync(stamp, '');
  await toolchain.build(clients);
  writeFileSync(stamp, wanted);
}

const versions = new Map<Command, string | undefined>();

function versionOf(need: Command): string | undefined {
  if (!versions.has(need)) versions.set(need, ask(need));
  return versions.get(need);
}

function ask([program, ...args]: Command): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, PATH },
  });
  return status === 0 ? `${stdout}${stderr}` : undefined;
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
