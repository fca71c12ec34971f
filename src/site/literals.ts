/** JSON as a literal of a language: on one line while that is short. */

export interface Literals {
  /** A member's name, as it stands before its colon. */
  readonly key: (name: string) => string;
  /** What `true`, `false` and `null` are called, where they are called otherwise. */
  readonly constants: Readonly<Record<string, string>>;
  /** What goes between a brace and what is in it on one line. */
  readonly padding: '' | ' ';
  readonly trailingComma: '' | ',';
  readonly indent: string;
}

const quoted = (text: string): string => JSON.stringify(text);
/** As `name` where that will do. */
export const memberName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

export const JSON_LITERALS: Literals = {
  key: quoted,
  constants: {},
  padding: '',
  trailingComma: '',
  indent: '  ',
};
export const TYPESCRIPT_LITERALS: Literals = {
  ...JSON_LITERALS,
  key: memberName,
  padding: ' ',
  trailingComma: ',',
};
export const PYTHON_LITERALS: Literals = {
  ...JSON_LITERALS,
  constants: { true: 'True', false: 'False', null: 'None' },
  trailingComma: ',',
  indent: '    ',
};

const LONGEST_LINE = 56;

/** `outer` is what the line that it begins on is indented by. */
export function literal(value: unknown, language: Literals, outer = ''): string {
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value);
    return language.constants[text] ?? text;
  }
  const inner = `${outer}${language.indent}`;
  const isList = Array.isArray(value);
  const write = (indent: string): readonly string[] =>
    isList
      ? value.map((item) => literal(item, language, indent))
      : Object.entries(value).map(
          ([key, item]) => `${language.key(key)}: ${literal(item, language, indent)}`,
        );
  const [open, close, padding] = isList ? ['[', ']', ''] : ['{', '}', language.padding];
  const items = write(inner);
  if (items.length === 0) return `${open}${close}`;
  const line = `${open}${padding}${items.join(', ')}${padding}${close}`;
  if (line.length <= LONGEST_LINE && !line.includes('\n')) return line;
  const lines = items.map((item) => `${inner}${item}`).join(',\n');
  return `${open}\n${lines}${language.trailingComma}\n${outer}${close}`;
}
