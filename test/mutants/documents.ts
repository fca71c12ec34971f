/** Breakages of the documents, alike for each: the contract tests have to notice that server or mock differ from them. */
import { parse, stringify } from 'yaml';
import { contracts } from '../../src/kit/documents.ts';
import { ofAccess } from './documents-access.ts';
import type { Mutant } from './mutant.ts';

type Node = Record<string, unknown>;
type Change = (response: Node, document: Node) => void;

const CONTRACT = 'test/contract/contract.test.ts';
const TABLE = 'test/contract/table.test.ts';

const at = (node: unknown, ...keys: readonly string[]): Node =>
  keys.reduce((here, key) => here[key] as Node, node as Node);

/** What a `$ref` stands for, in the document itself, so that a change is seen wherever it is used. */
function resolved(node: Node, document: Node): Node {
  const reference = node['$ref'];
  return typeof reference === 'string' ? at(document, ...reference.slice(2).split('/')) : node;
}

/** The first operation that declares a success with a body, and that answer. */
function firstSuccess(document: Node): {
  readonly responses: Node;
  readonly status: string;
  readonly response: Node;
} {
  for (const item of Object.values(at(document, 'paths'))) {
    for (const operation of Object.values(item as Node)) {
      const responses = (operation as Node)['responses'] as Node | undefined;
      const status = Object.keys(responses ?? {}).find((one) => one === '200' || one === '201');
      if (responses === undefined || status === undefined) continue;
      return { responses, status, response: resolved(at(responses, status), document) };
    }
  }
  throw new Error('no operation of the document succeeds');
}

const schemaOf = (response: Node, document: Node): Node =>
  resolved(at(response, 'content', 'application/json', 'schema'), document);

const changes: readonly (readonly [name: string, change: Change])[] = [
  [
    'a member more is required',
    (response, document) => {
      const schema = schemaOf(response, document);
      schema['required'] = [...((schema['required'] as string[] | undefined) ?? []), 'more'];
      at(schema, 'properties')['more'] = { type: 'string' };
    },
  ],
  [
    'a member is no longer declared',
    (response, document) => {
      const schema = schemaOf(response, document);
      const [name = ''] = Object.keys(at(schema, 'properties'));
      delete at(schema, 'properties')[name];
      schema['required'] = (schema['required'] as string[]).filter((one) => one !== name);
    },
  ],
  [
    'the media type is another',
    (response) => {
      response['content'] = { 'text/json': at(response, 'content', 'application/json') };
    },
  ],
  [
    'a header more is required',
    (response) => {
      response['headers'] = {
        ...at(response, 'headers'),
        'x-more': { required: true, schema: { type: 'string' }, example: 'a' },
      };
    },
  ],
  [
    'a header is no longer declared',
    (response) => {
      delete at(response, 'headers')['Cache-Control'];
    },
  ],
];

function broken(change: Change): (text: string) => string {
  return (text) => {
    const document = parse(text) as Node;
    change(firstSuccess(document).response, document);
    return stringify(document, { lineWidth: 0 });
  };
}

const ofStatuses: readonly (readonly [name: string, change: (responses: Node, status: string) => void])[] = [
  [
    'a status more is declared',
    (responses, status) => {
      responses['418'] = responses[status];
    },
  ],
  [
    'a status is no longer declared',
    (responses) => {
      delete responses['500'];
    },
  ],
];

const ofAnswers: readonly Mutant[] = contracts.flatMap((contract) => {
  const file = `openapi/${contract}.yaml`;
  return [
    ...changes.map(([name, change]) => ({
      name: `${contract}: ${name}`,
      file,
      breakage: broken(change),
      tests: [CONTRACT],
      named: `${contract} `,
    })),
    ...ofStatuses.map(([name, change]) => ({
      name: `${contract}: ${name}`,
      file,
      breakage: (text: string): string => {
        const document = parse(text) as Node;
        const { responses, status } = firstSuccess(document);
        change(responses, status);
        return stringify(document, { lineWidth: 0 });
      },
      tests: [TABLE],
    })),
  ];
});

export const documents: readonly Mutant[] = [...ofAnswers, ...ofAccess];
