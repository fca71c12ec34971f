/** README.md's table of what generated clients were seen to do. */
import { join } from 'node:path';
import { contractNames } from '../contracts/documents.ts';
import { type Client, nameOf, root } from './client.ts';
import { languages } from './languages.ts';

/** By the name of a client: the statuses whose answers it read through its models. */
export type Verified = Readonly<Record<string, readonly number[]>>;

/** Left by the tests. */
export const resultsFile = join(root, 'reports/clients.json');

const BEGIN = '<!-- Written by `npm run clients -- --table`. -->\n';
const END = '<!-- The end of that. -->\n';

export function renderTable(verified: Verified): string {
  const rows = languages.map((language) => [
    `${language.title} (\`${language.generator}\`)`,
    `\`${language.compiledBy}\``,
    ...contractNames.map((contract) =>
      language.contracts.includes(contract) ? cell({ language, contract }, verified) : '',
    ),
  ]);
  const head = ['client', 'compiled by', ...contractNames];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

const cell = (client: Client, verified: Verified): string =>
  verified[nameOf(client)]?.join(', ') ?? 'not run';

export function withTable(readme: string, table: string): string {
  const { before, after } = aroundTable(readme);
  return `${before}${table}${after}`;
}

export function tableIn(readme: string): string {
  const { before, after } = aroundTable(readme);
  return readme.slice(before.length, readme.length - after.length);
}

function aroundTable(readme: string): { readonly before: string; readonly after: string } {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error('README.md has no place for the table of clients');
  return { before: readme.slice(0, begin + BEGIN.length), after: readme.slice(end) };
}
