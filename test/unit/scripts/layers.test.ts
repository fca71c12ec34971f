import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A project in small: in each room a file `ours.ts`, and in each other place that rules speak of one as well. */
const places = [
  'src/sessions/ours.ts',
  'src/tokens/ours.ts',
  'src/stores/ours.ts',
  'src/contracts/ours.ts',
  'src/http/ours.ts',
  'src/observe/ours.ts',
  'src/site/ours.ts',
  'src/config/ours.ts',
  'src/cli/ours.ts',
  'src/middleware/ours.ts',
  'src/app.ts',
  'src/main.ts',
  'generated/ours.ts',
  'scripts/ours.ts',
  'test/ours.ts',
] as const;

/** The ways to import, each of which counts. */
const statements = {
  value: (target: string) => `import { ours } from '${target}';\nexport const used = ours;\n`,
  type: (target: string) => `import type { Ours } from '${target}';\nexport type Used = Ours;\n`,
  inlineType: (target: string) => `import { type Ours } from '${target}';\nexport type Used = Ours;\n`,
  reexport: (target: string) => `export * from '${target}';\n`,
  dynamic: (target: string) => `export const later = () => import('${target}');\n`,
};

type Place = (typeof places)[number];
type Planted = readonly [from: Place, kind: keyof typeof statements, to: string];

const forbidden: readonly (readonly [rule: string, ...planted: Planted])[] = [
  ['sessions-is-pure', 'src/sessions/ours.ts', 'value', 'node:crypto'],
  ['sessions-is-pure', 'src/sessions/ours.ts', 'type', 'node:http'],
  ['sessions-is-pure', 'src/sessions/ours.ts', 'value', 'express'],
  ['sessions-is-pure', 'src/sessions/ours.ts', 'type', 'src/tokens/ours.ts'],
  ['sessions-is-pure', 'src/sessions/ours.ts', 'type', 'generated/ours.ts'],
  ['sessions-is-pure', 'src/sessions/ours.ts', 'dynamic', 'src/stores/ours.ts'],
  ['tokens-knows-only', 'src/tokens/ours.ts', 'value', 'src/stores/ours.ts'],
  ['tokens-knows-only', 'src/tokens/ours.ts', 'type', 'src/contracts/ours.ts'],
  ['stores-knows-only', 'src/stores/ours.ts', 'type', 'src/contracts/ours.ts'],
  ['stores-knows-only', 'src/stores/ours.ts', 'value', 'src/http/ours.ts'],
  ['contracts-knows-only', 'src/contracts/ours.ts', 'type', 'src/stores/ours.ts'],
  ['contracts-knows-only', 'src/contracts/ours.ts', 'reexport', 'src/tokens/ours.ts'],
  ['contracts-knows-only', 'src/contracts/ours.ts', 'type', 'src/http/ours.ts'],
  ['contracts-take-types-only', 'src/contracts/ours.ts', 'value', 'generated/ours.ts'],
  ['http-knows-only', 'src/http/ours.ts', 'value', 'src/stores/ours.ts'],
  ['http-knows-only', 'src/http/ours.ts', 'value', 'src/observe/ours.ts'],
  ['http-knows-only', 'src/http/ours.ts', 'type', 'src/config/ours.ts'],
  ['http-knows-only', 'src/http/ours.ts', 'type', 'src/app.ts'],
  ['observe-knows-only', 'src/observe/ours.ts', 'value', 'src/stores/ours.ts'],
  ['observe-knows-only', 'src/observe/ours.ts', 'type', 'src/config/ours.ts'],
  ['config-knows-only', 'src/config/ours.ts', 'type', 'src/app.ts'],
  ['cli-knows-only', 'src/cli/ours.ts', 'value', 'src/http/ours.ts'],
  ['cli-knows-only', 'src/cli/ours.ts', 'dynamic', 'src/app.ts'],
  ['config-knows-only', 'src/config/ours.ts', 'type', 'src/cli/ours.ts'],
  ['site-knows-only', 'src/site/ours.ts', 'type', 'src/contracts/ours.ts'],
  ['http-knows-only', 'src/http/ours.ts', 'type', 'src/site/ours.ts'],
  ['middleware-knows-only', 'src/middleware/ours.ts', 'type', 'src/http/ours.ts'],
  ['middleware-knows-only', 'src/middleware/ours.ts', 'type', 'generated/ours.ts'],
  ['the-middleware-stands-alone', 'src/app.ts', 'value', 'src/middleware/ours.ts'],
  ['nothing-starts-the-server', 'src/app.ts', 'dynamic', 'src/main.ts'],
  ['nothing-starts-the-server', 'test/ours.ts', 'value', 'src/main.ts'],
  ['the-server-stands-alone', 'src/app.ts', 'value', 'scripts/ours.ts'],
  ['the-server-stands-alone', 'src/http/ours.ts', 'type', 'test/ours.ts'],
  ['the-server-has-its-packages', 'src/app.ts', 'value', 'vitest'],
  ['every-room-is-known', 'src/app.ts', 'reexport', 'src/helpers/ours.ts'],
  ['no-dead-ends', 'src/app.ts', 'value', 'src/nowhere.ts'],
];

const allowed: readonly Planted[] = [
  ['src/tokens/ours.ts', 'value', 'src/sessions/ours.ts'],
  ['src/tokens/ours.ts', 'value', 'node:crypto'],
  ['src/stores/ours.ts', 'value', 'src/sessions/ours.ts'],
  ['src/contracts/ours.ts', 'value', 'src/sessions/ours.ts'],
  ['src/contracts/ours.ts', 'type', 'generated/ours.ts'],
  ['src/contracts/ours.ts', 'inlineType', 'generated/ours.ts'],
  ['src/http/ours.ts', 'value', 'src/contracts/ours.ts'],
  ['src/http/ours.ts', 'value', 'src/tokens/ours.ts'],
  ['src/http/ours.ts', 'value', 'generated/ours.ts'],
  ['src/http/ours.ts', 'value', 'express'],
  ['src/observe/ours.ts', 'type', 'src/http/ours.ts'],
  ['src/config/ours.ts', 'value', 'src/tokens/ours.ts'],
  ['src/site/ours.ts', 'type', 'src/http/ours.ts'],
  ['src/cli/ours.ts', 'value', 'src/config/ours.ts'],
  ['src/cli/ours.ts', 'dynamic', 'src/stores/ours.ts'],
  ['src/cli/ours.ts', 'type', 'generated/ours.ts'],
  ['src/main.ts', 'dynamic', 'src/cli/ours.ts'],
  ['src/middleware/ours.ts', 'value', 'node:crypto'],
  ['src/app.ts', 'value', 'src/stores/ours.ts'],
  ['src/app.ts', 'value', 'src/config/ours.ts'],
  ['src/main.ts', 'value', 'src/app.ts'],
  ['scripts/ours.ts', 'value', 'src/http/ours.ts'],
  ['test/ours.ts', 'value', 'src/stores/ours.ts'],
  ['test/ours.ts', 'value', 'vitest'],
];

let folder: string;
let broken: readonly string[];

/** Every planted import becomes a file of its own, so that one run of the tool judges all of them. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layers-'));
  for (const place of places) await put(place, 'export const ours = 1;\nexport type Ours = 1;\n');
  await put('src/helpers/ours.ts', 'export const ours = 1;\n');
  await put('scripts/alone.ts', 'export const ours = 1;\n');
  await put('src/cycle.ts', "export * from './again.ts';\n");
  await put('src/again.ts', "export * from './cycle.ts';\n");
  for (const planted of [...forbidden.map(([, ...planted]) => planted), ...allowed]) await plant(planted);
  for (const name of ['express', 'vitest']) {
    await put(`node_modules/${name}/index.js`, 'export const ours = 1;\n');
    await put(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
  }
  const packages = { type: 'module', dependencies: { express: '*' }, devDependencies: { vitest: '*' } };
  await put('package.json', JSON.stringify(packages));
  broken = await judge();
});
afterAll(() => rm(folder, { recursive: true }));

describe('an import that is reported', () => {
  it.each(forbidden)('%s: %s, as %s, %s', (rule, ...planted) => {
    expect(broken).toContainEqual(expect.stringContaining(`${rule}: ${fileOf(planted)} `));
  });

  it('no-cycles: a file that imports itself by way of another', () => {
    expect(broken).toContain('no-cycles: src/again.ts → src/cycle.ts');
  });

  it('no-orphans: a file that nothing connects to the others', () => {
    expect(broken).toContain('no-orphans: scripts/alone.ts → scripts/alone.ts');
  });
});

describe('an import that is not reported', () => {
  it.each(allowed)('%s, as %s, %s', (...planted) => {
    expect(broken.filter((line) => line.includes(`: ${fileOf(planted)} `))).toEqual([]);
  });
});

const put = async (path: string, content: string) => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
};

/** The file that the import is planted in: a neighbour of the one of its place. */
function fileOf([from, kind, to]: Planted): string {
  return from.replace(/\.ts$/, `-${kind}-${to.replace(/\W+/g, '-')}.ts`);
}

async function plant(planted: Planted): Promise<void> {
  const [from, kind, to] = planted;
  const depth = from.split('/').length - 1;
  const isFile = to.endsWith('.ts');
  await put(fileOf(planted), statements[kind](isFile ? `${'../'.repeat(depth)}${to}` : to));
}

async function judge(): Promise<string[]> {
  const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const rules = join(root, '.dependency-cruiser.cjs');
  const args = [depcruise, 'src', 'scripts', 'test', 'generated', '--config', rules, '--output-type', 'json'];
  const stdout = await new Promise<string>((resolve) => {
    // It exits with the number of violations, which are wanted here.
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (_, out) => resolve(out));
  });
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}
