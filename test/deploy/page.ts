/** docs/deploy.md, and what can be taken out of it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const pageText = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export interface Block {
  readonly language: string;
  readonly body: string;
}

export const blocks: readonly Block[] = [...pageText.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(
  ([, language = '', body = '']) => ({ language, body }),
);

/** How a block of shell lines begins that no test runs. */
const NOT_RUN = /^# Not run by the tests: .+/;
export const shell = blocks.filter(({ language }) => language === 'sh').map(({ body }) => body);
export const notRun = shell.filter((body) => NOT_RUN.test(body));

/** The one block of shell lines that begins with this or, where none does, has it in it. */
export function shellWith(text: string): string {
  const toRun = shell.filter((body) => !NOT_RUN.test(body));
  const begin = toRun.filter((body) => body.startsWith(text));
  const [found, another] = begin.length > 0 ? begin : toRun.filter((body) => body.includes(text));
  if (found === undefined || another !== undefined) throw new Error(`not one block has ${text}`);
  taken.add(found);
  return found;
}

/** What tests have asked for, so that one can say what none has run. */
export const taken = new Set<string>();
