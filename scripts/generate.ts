/** `npm run generate`: makes generated/ from the documents in openapi/. See `-- --help`. */
import { configJsonSchema } from '../src/config/file.ts';
import { argumentsOf, flag } from './command-line.ts';
import { contractNames, generatedFolder, readDocument } from './contracts/documents.ts';
import type { Generator } from './contracts/generated.ts';
import { differences, write } from './contracts/generated.ts';
import { renderOperations } from './contracts/operations.ts';
import { renderTypes } from './contracts/types.ts';

const command = 'npm run generate';
const help = `${command} [-- --check]

Writes generated/ from the documents in openapi/, and removes what else is in it.

  --check  writes nothing, and ends with 1 when a file is stale, missing or made by nothing
  --help   this text

It ends with 1 when a document is broken, and with 64 when the command line is wrong.`;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const typescript = (file: string, source: string, render: () => Promise<string>): Generator => ({
  file,
  render: async () => `// Generated from ${source} by \`${command}\`. Do not edit.\n\n${await render()}`,
});

/** Everything that is in generated/; another generated file is another entry here. */
const generators: readonly Generator[] = [
  ...contractNames.map((name) => typescript(`${name}.ts`, `openapi/${name}.yaml`, () => renderTypes(name))),
  // The server reads these: parsing YAML was an eighth of its start, and 23 MiB.
  ...contractNames.map((name) => ({
    file: `${name}.json`,
    render: async () => json(await readDocument(name)),
  })),
  typescript('operations.ts', 'openapi/*.yaml', () => renderOperations()),
  { file: 'config.schema.json', render: async () => json(configJsonSchema()) },
];

const { values } = argumentsOf('generate', help, { options: { check: flag, help: flag } });
await (values.check ? check() : generate()).catch((error: Error) => {
  console.error(`generate: ${error.message}`);
  process.exitCode = 1;
});

async function check(): Promise<void> {
  const found = await differences(generators, generatedFolder);
  for (const { file, problem } of found) console.error(`generated/${file} is ${problem}`);
  if (found.length > 0) {
    console.error(`Run \`${command}\` and commit what it writes.`);
    process.exitCode = 1;
  } else console.log(`generated/ is up to date (${generators.length} files)`);
}

async function generate(): Promise<void> {
  const removed = await write(generators, generatedFolder);
  console.log(`wrote ${generators.map(({ file }) => `generated/${file}`).join(', ')}`);
  for (const file of removed) console.log(`removed generated/${file}, which no generator makes`);
}
