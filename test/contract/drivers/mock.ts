/** The mock: Prism on a document, in this process. It answers what it is told to answer. */
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import { pino } from 'pino';
import {
  type Contract,
  type Declared,
  documentPath,
  type Json,
  object,
  operationNamed,
} from '../../../src/kit/documents.ts';
import { type Ask, type Seen, sendOperation } from '../../../src/kit/send.ts';

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
  const { headers, ...ask } = documentedRequest(operationId);
  const example = exampleName === null ? '' : `, example=${exampleName}`;
  // Without an Accept, Prism gives an answer without a body a media type.
  const prefer = { Prefer: `code=${status}${example}`, Accept: '*/*' };
  return sendOperation(url, operationNamed(operationId), { ...ask, headers: { ...headers, ...prefer } });
}

/** The request that the document itself shows: its examples of parameters and body, and a credential. */
function documentedRequest(operationId: string): Ask {
  const { parameters, requestBody, credentials } = operationNamed(operationId);
  const examplesIn = (place: string): Record<string, string> =>
    Object.fromEntries(
      parameters
        .filter((one) => one['in'] === place)
        .map((one) => [String(one['name']), String(one['example'])]),
    );
  const headers = Object.assign(examplesIn('header'), ...credentials.map(credentialHeader));
  const body = requestBody === null ? {} : bodyExample(requestBody);
  return {
    path: examplesIn('path'),
    query: examplesIn('query'),
    headers,
    ...body,
  };
}

function credentialHeader(scheme: Json): Readonly<Record<string, string>> {
  if (scheme['type'] === 'http') return { Authorization: 'Bearer a-token' };
  if (scheme['in'] === 'cookie') return { Cookie: `${String(scheme['name'])}=a-token` };
  return { [String(scheme['name'])]: 'a-token' };
}

function bodyExample(requestBody: Json): Pick<Ask, 'json' | 'form'> {
  const [[mediaType, content] = []] = Object.entries(object(requestBody['content']));
  const { example, examples } = object(content);
  const shown = object(example ?? object(Object.values(object(examples))[0])['value']);
  return mediaType === 'application/json' ? { json: shown } : { form: shown as Record<string, string> };
}
