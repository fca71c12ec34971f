/** What a schema says, in words. */
import { type OpenApiDocument, resolve, type Schema } from './openapi.ts';

export interface Member {
  /** As one would write it: `data.email`, `sessions[].state`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** All members of an object, those of objects within it and of a list's items right behind their own. */
export function membersOf(content: OpenApiDocument, schema: Schema, prefix = ''): readonly Member[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = `${prefix}${key}`;
    const own = resolve<Schema>(content, property);
    const items = own.items === undefined ? undefined : resolve<Schema>(content, own.items);
    return [
      {
        name,
        type: typeOf(own, items),
        required: schema.required?.includes(key) ?? false,
        description: own.description ?? items?.description ?? '',
      },
      ...membersOf(content, own, `${name}.`),
      ...(items === undefined ? [] : membersOf(content, items, `${name}[].`)),
    ];
  });
}

export function typeOf(schema: Schema, items?: Schema): string {
  const { nullable = false, format } = schema;
  const values = schema.enum?.filter((value) => value !== null);
  const isOnlyNull = schema.enum !== undefined && values?.length === 0;
  if (isOnlyNull) return 'null';
  const kind =
    values === undefined
      ? items === undefined
        ? `${schema.type ?? 'anything'}${format === undefined ? '' : ` (${format})`}`
        : `list of ${typeOf(items)}`
      : values.map((value) => JSON.stringify(value)).join(', ');
  const oneOf = values !== undefined && values.length > 1 ? 'one of ' : '';
  return [`${oneOf}${kind}`, boundsOf(schema), nullable ? 'or null' : '', defaultOf(schema)]
    .filter((part) => part !== '')
    .join(', ');
}

function boundsOf({ minLength, maxLength, minimum, maximum }: Schema): string {
  if (maxLength !== undefined) return `${minLength ?? 0} to ${maxLength} characters`;
  if (maximum !== undefined) return `${minimum ?? 'up'} to ${maximum}`;
  return minimum === undefined ? '' : `${minimum} or more`;
}

const defaultOf = (schema: Schema): string =>
  schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`;
