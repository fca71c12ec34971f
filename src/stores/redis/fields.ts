/** Hashes and entries of streams: fields and their values, one after the other. What is `null` has no field. */
import { StoreError } from '../../sessions/store.ts';
import { fromText, toText } from '../text.ts';

/** A number so that it comes back as it was. Redis and Lua read it as a double, like JavaScript. */
export function spell(value: number): string {
  if (Number.isNaN(value)) throw new StoreError('A time or a number that is none cannot be stored.');
  return Object.is(value, -0) ? '-0' : String(value);
}

export const spellOrNone = (value: number | null): string => (value === null ? '' : spell(value));

export class Fields {
  readonly list: string[] = [];

  text(name: string, value: string | null): this {
    if (value !== null) this.list.push(name, toText(value));
    return this;
  }

  number(name: string, value: number | null): this {
    if (value !== null) this.list.push(name, spell(value));
    return this;
  }

  /** JSON is for what nobody but us looks into: Lua's would not keep it as it is. */
  json(name: string, value: unknown): this {
    if (value !== null) this.list.push(name, JSON.stringify(value));
    return this;
  }
}

export class Row {
  readonly #fields = new Map<string, string>();

  constructor(flat: unknown) {
    const list = listOf(flat);
    for (let at = 0; at + 1 < list.length; at += 2) this.#fields.set(textOf(list[at]), textOf(list[at + 1]));
  }

  get isThere(): boolean {
    return this.#fields.size > 0;
  }

  /** When it was last written, as a number that never repeats; '' where there is nothing. */
  get revision(): string {
    return this.#fields.get('rev') ?? '';
  }

  names(): readonly string[] {
    return [...this.#fields.keys()];
  }

  text(name: string): string {
    return fromText(this.#get(name));
  }

  textOrNull(name: string): string | null {
    return this.#fields.has(name) ? this.text(name) : null;
  }

  number(name: string): number {
    return Number(this.#get(name));
  }

  numberOrNull(name: string): number | null {
    return this.#fields.has(name) ? this.number(name) : null;
  }

  json<T>(name: string): T {
    return JSON.parse(this.#get(name)) as T;
  }

  jsonOrNull<T>(name: string): T | null {
    return this.#fields.has(name) ? this.json<T>(name) : null;
  }

  #get(name: string): string {
    const value = this.#fields.get(name);
    if (value === undefined)
      throw new StoreError(`A record in Redis lacks its field ${name}: it was altered.`);
    return value;
  }
}

export function listOf(reply: unknown): readonly unknown[] {
  if (!Array.isArray(reply)) throw new StoreError('Redis gave an answer of a form that it should not have.');
  return reply;
}

export function textOf(reply: unknown): string {
  if (typeof reply !== 'string')
    throw new StoreError('Redis gave an answer of a form that it should not have.');
  return reply;
}
