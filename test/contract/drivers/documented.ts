/** The request that a document itself shows. */
import { type Json, type Operation, object } from '../../../src/kit/documents.ts';
import type { Ask } from '../../../src/kit/send.ts';

/** Its examples of parameters and body, and these credentials where their schemes say. */
export function documentedRequest(
  { parameters, requestBody }: Operation,
  credentials: readonly (readonly [scheme: Json, value: string])[],
): Ask {
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

function credentialHeader([scheme, value]: readonly [Json, string]): Readonly<Record<string, string>> {
  if (scheme['type'] === 'http') return { Authorization: `Bearer ${value}` };
  if (scheme['in'] === 'cookie') return { Cookie: `${String(scheme['name'])}=${value}` };
  return { [String(scheme['name'])]: value };
}

function bodyExample(requestBody: Json): Pick<Ask, 'json' | 'form'> {
  const [[mediaType, content] = []] = Object.entries(object(requestBody['content']));
  const { example, examples } = object(content);
  const shown = object(example ?? object(Object.values(object(examples))[0])['value']);
  return mediaType === 'application/json' ? { json: shown } : { form: shown as Record<string, string> };
}
