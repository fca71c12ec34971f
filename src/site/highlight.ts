/** Colours for code: what stands in quotes, and the few words that carry the rest. */
import { type Html, html } from './html.ts';
import type { Sample } from './samples.ts';

const DOUBLE_QUOTED = /"(?:[^"\\\n]|\\.)*"/.source;
const GRAMMARS: Readonly<Record<Sample['language'] | 'JSON', RegExp>> = {
  JSON: grammar({
    key: `${DOUBLE_QUOTED}(?=:)`,
    string: DOUBLE_QUOTED,
    word: '\\b(?:true|false|null)\\b|-?\\b\\d[\\d.eE+-]*',
  }),
  curl: grammar({ string: `${DOUBLE_QUOTED}|'[^']*'`, word: '\\bcurl\\b', key: ' --?[A-Za-z][\\w-]*' }),
  TypeScript: grammar({
    string: `${DOUBLE_QUOTED}|\`[^\`]*\``,
    word: '\\b(?:const|await|true|false|null)\\b',
  }),
  Browser: grammar({ string: `${DOUBLE_QUOTED}|\`[^\`]*\``, word: '\\b(?:const|await|true|false|null)\\b' }),
  Python: grammar({
    string: `\\bf?${DOUBLE_QUOTED}|${DOUBLE_QUOTED}`,
    word: '\\b(?:import|from|with|as|try|except|True|False|None)\\b',
  }),
};

function grammar(kinds: Readonly<Record<string, string>>): RegExp {
  const groups = Object.entries(kinds).map(([kind, source]) => `(?<${kind}>${source})`);
  return new RegExp(groups.join('|'), 'g');
}

export function highlighted(code: string, language: Sample['language'] | 'JSON'): Html {
  const parts: Html[] = [];
  let end = 0;
  for (const match of code.matchAll(GRAMMARS[language])) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? '';
    parts.push(html`${code.slice(end, match.index)}<span class="${kind}">${match[0]}</span>`);
    end = match.index + match[0].length;
  }
  return html`${parts}${code.slice(end)}`;
}

/** A body as it is shown: JSON set in lines, any other text as it is. */
export const shownBody = (value: unknown): string =>
  typeof value === 'string' ? value.trimEnd() : JSON.stringify(value, null, 2);
