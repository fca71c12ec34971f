/** `npm run lint:contracts`. See `-- --help`. */
import { readFile } from 'node:fs/promises';
import { argumentsOf, flag } from './command-line.ts';
import { contractNames, documentUrl } from './contracts/documents.ts';
import { lintDocuments } from './contracts/lint.ts';

const help = `npm run lint:contracts

Lints every document in openapi/: Redocly's recommended rules, and our own in scripts/contracts/rules.ts.

  --help   this text

It ends with 1 when a document is broken, and with 64 when the command line is wrong.`;

argumentsOf('lint:contracts', help, { options: { help: flag } });
const sources = await Promise.all(
  contractNames.map(async (name) => {
    const file = documentUrl(name);
    return { file, text: await readFile(file, 'utf8') };
  }),
);
const problems = await lintDocuments(sources);

for (const { rule, message, where } of problems) console.error(`${where}\n  ${message} (${rule})`);
if (problems.length > 0) {
  console.error(`\n${problems.length} problems in the contracts`);
  process.exitCode = 1;
} else console.log(`${sources.length} contracts are clean`);
