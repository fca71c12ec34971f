/** Schemas of OpenAPI 3.0 as JSON Schema, checked by Ajv in its strict mode. */
import { type ErrorObject, type ValidateFunction, Ajv2020 as Validator } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type Json, object } from './documents.ts';

const ajv = new Validator({ strict: true, allErrors: true, verbose: true });
formats.default(ajv);

const compiled = new WeakMap<Json, ValidateFunction>();

/** A sentence for each way in which the value is not what the schema asks for; `what` is its name. */
export function schemaFaults(schema: Json, value: unknown, what = 'body'): readonly string[] {
  const validate = compiled.get(schema) ?? ajv.compile(toJsonSchema(schema));
  compiled.set(schema, validate);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => spelled(what, error));
}

/**
 * `nullable` becomes a type, an enum of one a constant, and an object has no members but its own, whether or not
 * the document remembers to say so. What begins with `x-` is for others.
 */
export function toJsonSchema(schema: Json): Json {
  const { nullable, enum: values, type, properties, items, example: _, ...others } = schema;
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => !name.startsWith('x-')));
  for (const keyword of ['allOf', 'anyOf', 'oneOf', 'not']) {
    if (keyword in rest) throw new Error(`${keyword} is not converted: teach it to this function first`);
  }
  const members = properties === undefined ? [] : Object.entries(object(properties));
  const converted = members.map(([name, one]): [string, Json] => [name, toJsonSchema(object(one))]);
  return {
    ...rest,
    ...(type === undefined ? {} : { type: nullable === true ? [type, 'null'] : type }),
    ...enumOf(values),
    ...(type === 'object' ? { properties: Object.fromEntries(converted), additionalProperties: false } : {}),
    ...(items === undefined ? {} : { items: toJsonSchema(object(items)) }),
  };
}

function enumOf(values: unknown): Json {
  if (!Array.isArray(values)) return {};
  return values.length === 1 ? { const: values[0] } : { enum: values };
}

function spelled(what: string, { instancePath, keyword, message = '', params, data }: ErrorObject): string {
  const at = `${what}${instancePath}`;
  if (keyword === 'additionalProperties') return `${at}/${params['additionalProperty']} is not declared`;
  if (keyword === 'required') return `${at}/${params['missingProperty']} is missing`;
  const wanted = params['allowedValue'] ?? params['allowedValues'];
  return `${at} ${message}${wanted === undefined ? '' : ` (${JSON.stringify(wanted)})`}, not ${JSON.stringify(data)}`;
}
