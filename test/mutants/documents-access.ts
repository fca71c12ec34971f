/** Breakages of what the documents say of requests: where the server is, who is let in, what a query may have. */
import { parse, stringify } from 'yaml';
import { type Contract, contracts } from '../../src/kit/documents.ts';
import type { Mutant } from './mutant.ts';

type Node = Record<string, unknown>;

function mutant(contract: Contract, name: string, change: (document: Node) => void): Mutant {
  return {
    name: `${contract}: ${name}`,
    file: `openapi/${contract}.yaml`,
    breakage: (text) => {
      const document = parse(text) as Node;
      change(document);
      return stringify(document, { lineWidth: 0 });
    },
    tests: ['test/contract/access.test.ts'],
  };
}

/** The object that these keys lead to. */
const at = (node: Node, ...keys: readonly string[]): Node =>
  keys.reduce((here, key) => here[key] as Node, node);

export const ofAccess: readonly Mutant[] = [
  ...contracts.flatMap((contract) => [
    mutant(contract, 'the server is at another address', (document) => {
      document['servers'] = [{ url: '/v2' }];
    }),
    mutant(contract, 'nobody has to have a credential', (document) => {
      document['security'] = [];
    }),
  ]),
  mutant('tenant', 'the credential is in another header', (document) => {
    const [scheme] = Object.values(at(document, 'components', 'securitySchemes')) as Node[];
    if (scheme !== undefined) scheme['name'] = 'x-auth';
  }),
  mutant('gsm', 'the credential is in another cookie', (document) => {
    at(document, 'components', 'securitySchemes', 'cookie')['name'] = 'token';
  }),
  mutant('control', 'a listing is open to everybody', (document) => {
    at(document, 'paths', '/v1/sessions', 'get')['security'] = [];
  }),
  mutant('control', 'a check asks for a credential', (document) => {
    at(document, 'paths', '/healthz', 'get')['security'] = [{ adminKey: [] }];
  }),
  mutant('control', 'a query has a parameter that nobody knows', (document) => {
    const listing = at(document, 'paths', '/v1/sessions', 'get');
    const more = { name: 'q', in: 'query', schema: { type: 'string', maxLength: 9 }, example: 'a' };
    listing['parameters'] = [...(listing['parameters'] as Node[]), more];
  }),
];
