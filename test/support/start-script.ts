/** What the `start` script of package.json gives to Node: its own options, the file, and the variables before it. */
import manifest from '../../package.json' with { type: 'json' };

const words = manifest.scripts.start.split(' ');
const node = words.indexOf('node');
const file = words.findIndex((word) => word.endsWith('.ts'));

/** Node's own options, without the file that is run. */
export const nodeOptions: readonly string[] = words.slice(node + 1, file);
export const startedFile: string = words[file] ?? '';
export const startVariables: Readonly<Record<string, string>> = Object.fromEntries(
  words
    .slice(0, node)
    .filter((word) => word.includes('='))
    .map((word) => word.split('=', 2)),
);
