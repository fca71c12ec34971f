/** `npm run clients`: clients of all contracts, generated from the documents. See `-- --help`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clients, nameOf, root } from './clients/client.ts';
import { generateClients } from './clients/generate.ts';
import { languages } from './clients/languages.ts';
import { renderTable, resultsFile, type Verified, withTable } from './clients/table.ts';
import { argumentsOf, flag, refuse } from './command-line.ts';

const names = languages.map(({ name }) => name);
const help = `npm run clients [-- LANGUAGE…] [-- --table]

Generates clients from openapi/ into clients/<language>/<contract>/, by OpenAPI Generator, which needs Java and
is fetched at its first use. What is there already and would come out the same stays as it is; all else in a
client's folder goes. TypeScript's is to be copied into your project; of the others, which are packages of their
languages, the folder will do as well. Each has a README that says how, and test/clients/ a small program that logs
out, and shows how an error is read.

Go, Java and Rust send null for a body that is left out, which platform answers with 400: give an empty request.

  LANGUAGE   only these: ${names.join(', ')}
  --table    instead, write the table in README.md from reports/clients.json, which \`npm test\` leaves
  --help     this text

It ends with 1 when it could not generate, and with 64 when the command line is wrong.`;

const { asked, table } = readArguments();
await (table ? writeTable() : generate()).catch(fail);

async function generate(): Promise<void> {
  const wanted = clients.filter(({ language }) => asked.length === 0 || asked.includes(language.name));
  const made = await generateClients(wanted);
  for (const client of made) console.log(`made clients/${nameOf(client)}`);
  if (made.length === 0) console.log('clients/ is up to date');
}

async function writeTable(): Promise<void> {
  const readme = join(root, 'README.md');
  const seen = await readFile(resultsFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error('there is no reports/clients.json yet: `npm test -- test/clients` leaves it');
  });
  const verified = JSON.parse(seen) as Verified;
  await writeFile(readme, withTable(await readFile(readme, 'utf8'), renderTable(verified)));
  console.log('wrote the table in README.md');
}

function readArguments(): { readonly asked: readonly string[]; readonly table: boolean } {
  const { values, positionals } = argumentsOf('clients', help, {
    allowPositionals: true,
    options: { help: flag, table: flag },
  });
  const unknown = positionals.find((name) => !names.some((known) => known === name));
  if (unknown !== undefined)
    refuse('clients', `there is no ${JSON.stringify(unknown)}; there are ${names.join(', ')}`);
  if (values.table && positionals.length > 0) refuse('clients', '--table is of all languages');
  return { asked: positionals, table: values.table };
}

function fail(error: Error): never {
  console.error(`clients: ${error.message}`);
  process.exit(1);
}
