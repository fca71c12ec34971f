import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { documentUrl } from '../contracts/documents.ts';
import { type Contract, type Language, languages } from './languages.ts';
import { readmeOf } from './readme.ts';

/** One client: a language and a contract. */
export interface Client {
  readonly language: Language;
  readonly contract: Contract;
}

export const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where `npm run clients` puts them; git ignores it. */
export const clientsFolder = join(root, 'clients');
/** Pins the generator; the wrapper is told of it, as it would look for one in the top folder. */
export const generatorSettings = join(root, 'scripts/clients/openapitools.json');
export const ignoredFiles = join(root, 'scripts/clients/ignored');

export const clients: readonly Client[] = languages.flatMap((language) =>
  language.contracts.map((contract) => ({ language, contract })),
);

export const nameOf = ({ language, contract }: Client): string => `${language.name}/${contract}`;
export const folderOf = (client: Client, folder = clientsFolder): string => join(folder, nameOf(client));

/** What the generator is told of a client; its keys are those of a generator's configuration file. */
export function configurationOf(client: Client, folder: string): object {
  const { language, contract } = client;
  return {
    generatorName: language.generator,
    inputSpec: fileURLToPath(documentUrl(contract)),
    outputDir: folderOf(client, folder),
    // Go names a module by an address. Nobody publishes these, so it is one for documentation (RFC 2606).
    gitHost: 'example.com',
    gitUserId: 'logoutd',
    gitRepoId: contract,
    additionalProperties: language.options(contract, versionOf(contract)),
    globalProperties: {
      // Tests that the generator makes up test nothing.
      ...{ apiTests: 'false', modelTests: 'false' },
      ...(language.hasPages === false ? { apiDocs: 'false', modelDocs: 'false' } : {}),
    },
  };
}

export function versionOf(contract: Contract): string {
  const { info } = parse(readFileSync(documentUrl(contract), 'utf8')) as { info: { version: string } };
  return info.version;
}

/** Changes when anything that the client is made from does. */
export function sourceHash(client: Client): string {
  const hash = createHash('sha256').update(JSON.stringify(configurationOf(client, '.')));
  hash.update(readmeOf(client, versionOf(client.contract)));
  for (const file of [fileURLToPath(documentUrl(client.contract)), generatorSettings, ignoredFiles]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Of names and bytes of all files in the folder, but for those that building leaves there. */
export function contentHash(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const hash = createHash('sha256');
  for (const file of filesIn(folder))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(folder, file)))
      .update('\0');
  return hash.digest('hex');
}

/** Maven's and Cargo's. Otherwise toolchains are told to build elsewhere. */
const BUILT = new Set(['target', 'Cargo.lock']);

function filesIn(folder: string, under = ''): string[] {
  const entries = readdirSync(join(folder, under), { withFileTypes: true });
  const sorted = entries.filter(({ name }) => !BUILT.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap((entry) => {
    const path = join(under, entry.name);
    return entry.isDirectory() ? filesIn(folder, path) : [path];
  });
}
