/** From a document to what is shown of it: references followed, and all that is inherited put where it applies. */
import {
  type ContractDocument,
  type Header,
  type MediaType,
  type OpenApiDocument,
  type OpenApiOperation,
  type OpenApiPath,
  type Parameter,
  type Response,
  resolve,
  type Schema,
} from './openapi.ts';
import { type Member, membersOf, typeOf } from './schemas.ts';

export interface ReadContract {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly operations: readonly ReadOperation[];
}
export interface ReadOperation {
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  /** Any one of them does; none where none is asked for. */
  readonly credentials: readonly ReadCredential[];
  readonly parameters: readonly ReadParameter[];
  readonly body: ReadBody | null;
  readonly responses: readonly ReadResponse[];
}
export interface ReadCredential {
  readonly place: 'bearer' | 'header' | 'cookie';
  /** Of the header or cookie. */
  readonly name: string;
  /** What one would call what is sent: a `token`, or the control API's `key`. */
  readonly noun: 'token' | 'key';
  readonly description: string;
}
export interface ReadParameter {
  readonly name: string;
  readonly in: Parameter['in'];
  readonly required: boolean;
  readonly description: string;
  readonly type: string;
  /** What it can be, where that is a short list. */
  readonly values: readonly string[];
  readonly example: string;
}
export interface Example {
  readonly name: string;
  readonly summary: string;
  readonly value: unknown;
}
interface Content {
  readonly members: readonly Member[];
  readonly examples: readonly Example[];
}
export interface ReadBody extends Content {
  readonly mediaType: string;
  readonly required: boolean;
  readonly description: string;
}
export interface ReadResponse extends Content {
  readonly status: number;
  readonly cause: string;
  readonly headers: readonly ReadHeader[];
  /** `null`: it has no body. */
  readonly mediaType: string | null;
}
export interface ReadHeader {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly example: string;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export function readContract({ name, content }: ContractDocument): ReadContract {
  const { title, version, description = '' } = content.info;
  const operations = Object.entries(content.paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => METHODS.includes(key))
      .map((method) => readOperation(content, path, item, method)),
  );
  return { name, title, version, description, operations };
}

function readOperation(
  content: OpenApiDocument,
  path: string,
  item: OpenApiPath,
  method: string,
): ReadOperation {
  const operation = item[method] as OpenApiOperation;
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    description: operation.description,
    credentials: credentialsOf(content, operation),
    parameters: parameters.map((parameter) => readParameter(content, resolve<Parameter>(content, parameter))),
    body: readBody(content, operation),
    responses: Object.entries(operation.responses).map(([status, response]) =>
      readResponse(content, Number(status), resolve<Response>(content, response)),
    ),
  };
}

function credentialsOf(content: OpenApiDocument, operation: OpenApiOperation): readonly ReadCredential[] {
  const alternatives = operation.security ?? content.security ?? [];
  return alternatives.flatMap(Object.keys).map((scheme) => {
    const declared = content.components?.securitySchemes?.[scheme];
    if (declared === undefined) throw new Error(`${operation.operationId}: there is no scheme ${scheme}`);
    const { description = '', name = 'Authorization' } = declared;
    const place = declared.type === 'http' ? 'bearer' : declared.in === 'cookie' ? 'cookie' : 'header';
    return { place, name, noun: /key$/i.test(scheme) ? 'key' : 'token', description };
  });
}

function readParameter(content: OpenApiDocument, parameter: Parameter): ReadParameter {
  const schema = resolve<Schema>(content, parameter.schema ?? {});
  return {
    name: parameter.name,
    in: parameter.in,
    required: parameter.required ?? false,
    description: parameter.description ?? '',
    type: typeOf(schema),
    values: (schema.enum ?? []).map(String),
    example: textOf(parameter.example ?? schema.default),
  };
}

function readBody(content: OpenApiDocument, { requestBody }: OpenApiOperation): ReadBody | null {
  const [declared] = Object.entries(requestBody?.content ?? {});
  if (requestBody === undefined || declared === undefined) return null;
  const [mediaType, media] = declared;
  const { required = false, description = '' } = requestBody;
  return { mediaType, required, description, ...readContent(content, media) };
}

function readResponse(content: OpenApiDocument, status: number, response: Response): ReadResponse {
  const [mediaType, media] = Object.entries(response.content ?? {})[0] ?? [null, {}];
  const headers = Object.entries(response.headers ?? {}).map(([name, header]): ReadHeader => {
    const { description = '', required = false, example, schema } = resolve<Header>(content, header);
    const only = schema === undefined ? undefined : resolve<Schema>(content, schema).enum?.[0];
    return { name, description, required, example: textOf(example ?? only) };
  });
  return { status, cause: response.description, headers, mediaType, ...readContent(content, media) };
}

function readContent(content: OpenApiDocument, { schema, example, examples = {} }: MediaType): Content {
  const named = Object.entries(examples).map(([name, { summary = '', value }]) => ({ name, summary, value }));
  return {
    members: schema === undefined ? [] : membersOf(content, resolve<Schema>(content, schema)),
    examples: example === undefined ? named : [{ name: 'example', summary: '', value: example }, ...named],
  };
}

const textOf = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
