/** The documents as this suite reads them: from the YAML itself, by nothing that the server or its build uses. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const contracts = ['platform', 'gsm', 'tenant', 'session', 'storefront', 'control'] as const;
export type Contract = (typeof contracts)[number];

export type Json = Readonly<Record<string, unknown>>;

export interface DeclaredHeader {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Json;
  readonly example: unknown;
}

/** One thing that a document says an operation can answer. */
export interface Declared {
  readonly contract: Contract;
  readonly operationId: string;
  readonly status: number;
  /** `null`: the answer has no body. */
  readonly mediaType: string | null;
  /** Its name, where the response has several. */
  readonly exampleName: string | null;
  readonly example: unknown;
  readonly schema: Json;
  readonly headers: readonly DeclaredHeader[];
}

export interface Operation {
  readonly contract: Contract;
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Json[];
  readonly requestBody: Json | null;
  /** Of its `servers` the first, as a prefix of the path. */
  readonly server: string;
  /** The schemes of each alternative; none where the operation is open. */
  readonly credentials: readonly (readonly Json[])[];
  readonly declared: readonly Declared[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export const read = (name: string): Json =>
  parse(readFileSync(new URL(`../../openapi/${name}.yaml`, import.meta.url), 'utf8'));

export const documentPath = (contract: Contract): string =>
  new URL(`../../openapi/${contract}.yaml`, import.meta.url).pathname;

export const operations: readonly Operation[] = contracts.flatMap(operationsOf);

export const declarations: readonly Declared[] = operations.flatMap(({ declared }) => declared);

export function operationNamed(operationId: string): Operation {
  const found = operations.find((one) => one.operationId === operationId);
  if (found === undefined) throw new Error(`no document has an operation ${operationId}`);
  return found;
}

/** What names a declaration, and a row of the table: operation, status, media type, example. */
export const keyOf = (one: Pick<Declared, 'operationId' | 'status' | 'mediaType' | 'exampleName'>): string =>
  [one.operationId, one.status, one.mediaType, one.exampleName].filter((part) => part !== null).join(' ');

function operationsOf(contract: Contract): readonly Operation[] {
  const source = read(contract);
  const document = inlined(source, source) as Json;
  const schemes = object(object(document['components'])['securitySchemes']);
  return Object.entries(object(document['paths'])).flatMap(([path, item]) =>
    Object.entries(object(item))
      .filter(([method]) => METHODS.includes(method))
      .map(([method, value]) => {
        const operation = object(value);
        const operationId = String(operation['operationId']);
        const [server] = list(operation['servers'] ?? object(item)['servers'] ?? document['servers'] ?? []);
        const alternatives = list(operation['security'] ?? document['security'] ?? []);
        return {
          contract,
          operationId,
          method: method.toUpperCase(),
          path,
          parameters: [...list(object(item)['parameters'] ?? []), ...list(operation['parameters'] ?? [])],
          requestBody: operation['requestBody'] === undefined ? null : object(operation['requestBody']),
          server: String(server?.['url'] ?? '').replace(/\/$/, ''),
          credentials: alternatives.map((one) => Object.keys(one).map((name) => object(schemes[name]))),
          declared: Object.entries(object(operation['responses'])).flatMap(([status, response]) =>
            declaredBy({ contract, operationId, status: Number(status) }, object(response)),
          ),
        };
      }),
  );
}

function declaredBy(
  about: Pick<Declared, 'contract' | 'operationId' | 'status'>,
  response: Json,
): readonly Declared[] {
  const headers = Object.entries(object(response['headers'] ?? {})).map(([name, value]) => {
    const { required = false, schema, example } = object(value);
    return { name, required: required === true, schema: object(schema), example };
  });
  const content = Object.entries(object(response['content'] ?? {}));
  if (content.length === 0) {
    return [{ ...about, mediaType: null, exampleName: null, example: undefined, schema: {}, headers }];
  }
  return content.flatMap(([mediaType, value]): readonly Declared[] => {
    const { schema, example, examples } = object(value);
    const shared = { ...about, mediaType, schema: object(schema), headers };
    if (examples === undefined) return [{ ...shared, exampleName: null, example }];
    return Object.entries(object(examples)).map(([exampleName, one]) => ({
      ...shared,
      exampleName,
      example: object(one)['value'],
    }));
  });
}

/** The value with every `$ref` replaced by what it stands for. The documents have no circles. */
function inlined(value: unknown, root: Json): unknown {
  if (Array.isArray(value)) return value.map((one) => inlined(one, root));
  if (typeof value !== 'object' || value === null) return value;
  const reference = object(value)['$ref'];
  if (typeof reference !== 'string') {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inlined(one, root)]));
  }
  const steps = reference.replace(/^#\//, '').split('/');
  const keys = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = keys.reduce<unknown>((at, key) => object(at)[key], root);
  if (found === undefined) throw new Error(`nothing at ${reference}`);
  return inlined(found, root);
}

export function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`not an object: ${JSON.stringify(value)}`);
  }
  return value as Json;
}

export function list(value: unknown): readonly Json[] {
  if (!Array.isArray(value)) throw new TypeError(`not a list: ${JSON.stringify(value)}`);
  return value.map(object);
}
