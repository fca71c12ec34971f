/**
 * Makes `dist/`, which `npm pack` packs: this project in JavaScript, since Node strips no types inside `node_modules`. It has
 * the same folders, so that whatever the sources read from beside them is found.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../', import.meta.url));
/** What is read at run time and not compiled. */
const READ = [
  'openapi',
  'src/site/browser',
  ...readdirSync(`${root}generated`)
    .filter((file) => file.endsWith('.json'))
    .map((file) => `generated/${file}`),
];

rmSync(`${root}dist`, { recursive: true, force: true });
const { status } = spawnSync('tsc', ['--project', 'scripts/package.tsconfig.json'], {
  cwd: root,
  stdio: 'inherit',
});
for (const path of READ) cpSync(`${root}${path}`, `${root}dist/${path}`, { recursive: true });
for (const program of Object.values(manifest.bin)) chmodSync(`${root}${program}`, 0o755);
process.exitCode = status ?? 1;
