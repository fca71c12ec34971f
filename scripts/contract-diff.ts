/** `npm run contract:diff`: what changed in the contracts since the last release, and whether it may. See `-- --help`. */
import { fileURLToPath } from 'node:url';
import { argumentsOf, flag, refuse, text } from './command-line.ts';
import { contractDiff } from './contract-diff/run.ts';

const help = `npm run contract:diff [-- --base REF | --base-dir FOLDER]

Compares the OpenAPI documents in openapi/ with those of the last release, the newest tag vX.Y.Z that can be
reached from here. Prints what changed, ready for CHANGELOG.md, to standard output, and all else to standard error.

  --base REF         compares with this commit, tag or branch instead
  --base-dir FOLDER  compares with the documents in this folder; its version is that of ../package.json, if there is one
  --help             this text

A breaking change needs a major version in package.json, or while it is 0.y a minor one. Without a release yet
there is nothing to compare with. oasdiff judges; Go builds it at the first need, and keeps it in node_modules/.cache.

It ends with 0 when all is well, 1 when something breaks without such a version, 2 when it could not compare, and 64
when the command line is wrong.`;

const root = fileURLToPath(new URL('../', import.meta.url));
const choice = readChoice();
process.exitCode = contractDiff(root, choice, {
  print: (text) => process.stdout.write(text),
  say: (line) => console.error(`contract:diff: ${line}`),
});

function readChoice() {
  const { values } = argumentsOf('contract:diff', help, {
    options: { base: text, 'base-dir': text, help: flag },
  });
  const { base: ref, 'base-dir': folder } = values;
  if (ref !== undefined && folder !== undefined)
    refuse('contract:diff', '--base and --base-dir exclude each other');
  return { ref, folder };
}
