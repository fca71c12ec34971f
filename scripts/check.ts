/** `npm run check`: everything about the sources that a tool can judge. See `-- --help`. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { argumentsOf, flag } from './command-line.ts';

type Check = { readonly name: string; readonly command: readonly [program: string, ...args: string[]] };
type Verdict = { readonly passed: boolean; readonly seconds: string; readonly output: string };

const help = `npm run check

Format, lint, types, generated files, contracts, layers, unused code. All checks run, whatever fails before them; each
gets one line, and those that failed show what they said. Nothing is written: npm run format and npm run generate do.

  --help   this text

It ends with 1 when a check failed, and with 64 when the command line is wrong.`;

argumentsOf('check', help, { options: { help: flag } });
const root = fileURLToPath(new URL('../', import.meta.url));

const checks: readonly Check[] = [
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'types in the browser', command: ['tsc', '--project', 'src/site/browser'] },
  { name: 'generated files', command: ['node', 'scripts/generate.ts', '--check'] },
  { name: 'contracts', command: ['node', 'scripts/lint-contracts.ts'] },
  { name: 'layers', command: ['depcruise', 'src', 'scripts', 'bench', 'examples', 'test', 'generated'] },
  { name: 'unused code', command: ['knip'] },
];

/** The programs are those of this project, however this script was started. */
function run({ command: [program, ...args] }: Check): Promise<Verdict> {
  const started = performance.now();
  const child = spawn(`${root}node_modules/.bin/${program}`, args, {
    cwd: root,
    env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env['PATH']}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    const end = (passed: boolean) =>
      resolve({ passed, seconds: ((performance.now() - started) / 1000).toFixed(1), output });
    child.once('error', (error) => {
      output += `${error.message}\n`;
      end(false);
    });
    child.once('close', (status) => end(status === 0));
  });
}

let failed = 0;
for (const { check, verdict } of checks.map((check) => ({ check, verdict: run(check) }))) {
  const { passed, seconds, output } = await verdict;
  console.log(`${passed ? 'ok    ' : 'FAILED'}  ${check.name} (${seconds} s)`);
  if (passed) continue;
  failed += 1;
  console.log(`        ${check.command.join(' ')}\n${output.trimEnd().replace(/^(?=.)/gm, '        ')}\n`);
}
console.log(failed === 0 ? 'All checks passed.' : `${failed} of ${checks.length} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;
