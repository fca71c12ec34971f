/** The mock: Prism on a document, in this process. It answers what it is told to answer. */
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import { pino } from 'pino';
import { type Contract, type Declared, documentPath, operationNamed } from '../../../src/kit/documents.ts';
import { type Seen, sendOperation } from '../../../src/kit/send.ts';
import { documentedRequest } from './documented.ts';

export interface Mock {
  /** Asks for one declared answer. */
  answer(declared: Declared): Promise<Seen>;
  close(): Promise<void>;
}

type Components = Parameters<typeof createServer>[1]['components'];

/** Prism brings a pino of its own, with levels of its own. */
const logger = pino({ level: 'silent', customLevels: { success: 32, start: 33 } }) as unknown;

export async function startMock(contract: Contract): Promise<Mock> {
  const server = createServer(await getHttpOperationsFromSpec(documentPath(contract)), {
    cors: false,
    components: { logger } as Components,
    config: {
      isProxy: false,
      mock: { dynamic: false },
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      upstreamProxy: undefined,
    },
  });
  const url = await server.listen(0, '127.0.0.1');
  return { answer: (declared) => mockAnswer(url, declared), close: () => server.close() };
}

/** Asks a Prism for one declared answer with the document's own example of a request. */
export function mockAnswer(url: string, { operationId, status, exampleName }: Declared): Promise<Seen> {
  const operation = operationNamed(operationId);
  const [credentials = []] = operation.credentials;
  const { headers, ...ask } = documentedRequest(
    operation,
    credentials.map((scheme) => [scheme, 'a-token']),
  );
  const example = exampleName === null ? '' : `, example=${exampleName}`;
  // Without an Accept, Prism gives an answer without a body a media type.
  const prefer = { Prefer: `code=${status}${example}`, Accept: '*/*' };
  return sendOperation(url, { ...operation, server: '' }, { ...ask, headers: { ...headers, ...prefer } });
}
