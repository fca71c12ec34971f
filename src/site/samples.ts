/**
 * Code that makes a request of an operation. Each sample runs as it stands, with the credential in an environment
 * variable; tests run them all.
 */
import { browser, type Call, curl, python, typeScript } from './code.ts';
import type { ReadCredential, ReadOperation } from './reading.ts';

export interface Sample {
  readonly language: 'curl' | 'TypeScript' | 'Python' | 'Browser';
  readonly code: string;
}
/** One way to make the request: with this credential, with that body. */
export interface Variant {
  /** What tells it from the others; empty where there are none. */
  readonly label: string;
  readonly samples: readonly Sample[];
}

const FORM = 'application/x-www-form-urlencoded';
const NO_BODY = { name: 'no body', value: undefined };

/** Sends what is required and no more, but for the body: there is a variant for each of its examples. */
export function variantsOf(operation: ReadOperation, origin: string): readonly Variant[] {
  const { body } = operation;
  const credentials = operation.credentials.length === 0 ? [null] : operation.credentials;
  const bodies = body === null ? [NO_BODY] : [...(body.required ? [] : [NO_BODY]), ...body.examples];
  return credentials.flatMap((credential) =>
    bodies.map(({ name, value }) => {
      const labels = [
        ...(credentials.length > 1 ? [labelOf(credential)] : []),
        ...(bodies.length > 1 ? [name] : []),
      ];
      const call = callOf(operation, origin, credential, value);
      return { label: labels.join(', '), samples: samplesOf(call) };
    }),
  );
}

const labelOf = (credential: ReadCredential | null): string =>
  credential === null
    ? 'nothing'
    : credential.place === 'bearer'
      ? `bearer ${credential.noun}`
      : credential.place;

function callOf(
  operation: ReadOperation,
  origin: string,
  credential: ReadCredential | null,
  body: unknown,
): Call {
  const sent = (place: string) =>
    operation.parameters.filter((parameter) => parameter.required && parameter.in === place);
  const path = sent('path').reduce(
    (template, { name, example }) => template.replace(`{${name}}`, () => encodeURIComponent(example)),
    operation.path,
  );
  const query = new URLSearchParams(
    sent('query').map(({ name, example }): [string, string] => [name, example]),
  ).toString();
  const headers = sent('header').map(({ name, example }): [string, string] => [name, example]);
  const mediaType = operation.body?.mediaType ?? '';
  const bodyIs = mediaType === FORM ? 'form' : 'json';
  const success = operation.responses.find(({ status }) => status < 300)?.mediaType ?? null;
  return {
    method: operation.method,
    url: `${origin}${path}${query === '' ? '' : `?${query}`}`,
    credential,
    headers: body === undefined || bodyIs === 'form' ? headers : [...headers, ['Content-Type', mediaType]],
    body,
    bodyIs,
    answers: success === null ? 'nothing' : success.endsWith('json') ? 'json' : 'text',
  };
}

function samplesOf(call: Call): readonly Sample[] {
  const everywhere: readonly Sample[] = [
    { language: 'curl', code: curl(call) },
    { language: 'TypeScript', code: typeScript(call) },
    { language: 'Python', code: python(call) },
  ];
  // A browser has its cookie already, and no environment to take another credential from.
  if (call.credential?.place !== 'cookie') return everywhere;
  return [...everywhere, { language: 'Browser', code: browser(call) }];
}
