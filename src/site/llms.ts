/** `/llms.txt`, in the form of llmstxt.org: what this is, how to use it, and where the documents are. */
import { credentialText } from './credentials.ts';
import { plain } from './markdown.ts';
import type { ReadContract } from './reading.ts';
import { variantsOf } from './samples.ts';
import { telling } from './told-apart.ts';

export function llmsText(
  contracts: readonly ReadContract[],
  origin: string,
  marking: readonly string[],
): string {
  const logouts = contracts.filter(isLogout);
  return `# logoutd

> A server that ends sessions for real: a token that was logged out here stays logged out, across restarts${exception(marking)}. It speaks five published logout contracts, each at the path that its own documentation names, and a control API, all on one port.

Every request belongs to exactly one contract. Paths match exactly, character for character; where contracts share a path, a header or the method decides:

${contracts.map((contract) => requestLines(contract, contracts)).join('\n')}

To log out, send the token as the contract wants it, and look at the status: ${stored(marking)} In these lines the token is in the environment variable TOKEN.

${logouts.map((contract) => logoutLines(contract, origin)).join('\n')}

## Documents

${contracts.map(({ name, title, description }) => `- [${title}](${origin}/openapi/${name}.yaml): ${firstSentence(description)}`).join('\n')}

## Optional

- [The page](${origin}/): all contracts with every status, its cause and examples, for people
- [Index](${origin}/openapi/index.json): the list of documents
${contracts.map(({ name, title }) => `- [${title}, JSON](${origin}/openapi/${name}.json): the same document as JSON`).join('\n')}
`;
}

const exception = (marking: readonly string[]): string =>
  marking.length === 0 ? '' : ` (${marking.join(', ')}, as documented, only marks its user as logged out)`;

const stored = (marking: readonly string[]): string =>
  marking.length === 0
    ? 'a 2xx means that the end of the session is stored.'
    : `a 2xx means that the end of the session is stored, but for ${marking.join(', ')}: there it means that the user is marked as logged out, and the session goes on.`;

/** A contract of one use; the control API has many. */
const isLogout = ({ operations }: ReadContract): boolean =>
  operations.every(({ credentials }) => credentials.some(({ noun }) => noun === 'token'));

function requestLines({ name, operations }: ReadContract, contracts: readonly ReadContract[]): string {
  return operations
    .map((operation) => {
      const { carries, lacks } = telling(operation, contracts);
      const headers = [
        ...carries.map((header) => ` with \`${header}\``),
        ...lacks.map((header) => ` without \`${header}\``),
      ];
      const credential = operation.credentials.map(credentialText).join(' or ') || 'no credential';
      return `- ${name}: \`${operation.method} ${operation.path}\`${headers.join('')}; ${credential}; ${operation.summary}`;
    })
    .join('\n');
}

function logoutLines({ name, operations }: ReadContract, origin: string): string {
  const [operation] = operations;
  if (operation === undefined) return '';
  const code =
    variantsOf(operation, origin)[0]?.samples.find(({ language }) => language === 'curl')?.code ?? '';
  const afterwards = operation.description
    .split(/\n\s*\n/)
    .find((paragraph) => /^\*\*After a 200\*\*/.test(paragraph));
  return `- ${name}: \`${code.replace(/\s*\\\n\s*/g, ' ')}\`. ${plain(afterwards ?? operation.summary)}`;
}

const firstSentence = (text: string): string =>
  plain(/^[\s\S]*?[.:](?=\s)/.exec(text)?.[0] ?? text).replace(/:$/, '');
