/** What Schemathesis is given, however it runs: by docker and from PyPI it is the same version and the same run. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Document, Options } from './options.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const requirements = `${root}scripts/fuzz/requirements.txt`;

/** The one place where the version stands is what PyPI is asked for. */
export const version = /^schemathesis==(\S+)/m.exec(readFileSync(requirements, 'utf8'))?.[1] ?? '';

/** The folders as the run sees them. */
export interface Folders {
  readonly fuzz: string;
  readonly openapi: string;
  readonly reports: string;
}

export interface Run {
  /** Of its reports. */
  readonly name: string;
  readonly document: Document;
  readonly phases: readonly string[];
}

/** Each case by itself. */
const SINGLE = ['examples', 'coverage', 'fuzzing'];

/**
 * Chains have a run of their own: what the other phases have learnt makes chains meet each other's states, and
 * Hypothesis ends them all, and says nothing, where the beginning of one is answered otherwise than before. The
 * documents of a logout have no chains.
 */
export const runsOf = (document: Document): readonly Run[] => [
  { name: document, document, phases: SINGLE },
  ...(document === 'control' ? [{ name: 'control-chains', document, phases: ['stateful'] }] : []),
];

/** Secrets go by the environment, so that no list of processes shows them. */
export const secretNames = ['LOGOUTD_FUZZ_SECRET', 'LOGOUTD_FUZZ_ADMIN_KEY'] as const;
export type Secrets = Readonly<Record<(typeof secretNames)[number], string>>;

/**
 * All checks are on by the configuration and not by `--checks all`, which would overrule the exceptions that stand
 * there.
 */
export function schemathesisArguments(
  { name, document, phases }: Run,
  url: string,
  { examples, seed, deterministic }: Pick<Options, 'examples' | 'seed' | 'deterministic'>,
  { fuzz, openapi, reports }: Folders,
): readonly string[] {
  return [
    ...['--config-file', `${fuzz}/schemathesis.toml`, 'run', `${openapi}/${document}.yaml`, '--url', url],
    ...['--phases', phases.join(',')],
    ...['--max-examples', String(examples), '--seed', String(seed)],
    ...(deterministic ? ['--generation-deterministic'] : []),
    ...['--no-color', '--report', 'junit,json'],
    ...['--report-junit-path', `${reports}/${name}.xml`, '--report-json-path', `${reports}/${name}.json`],
  ];
}

/** Beside the secrets. The folder of the hooks stays as it is. */
export const schemathesisEnvironment = ({ fuzz, openapi }: Folders): Readonly<Record<string, string>> => ({
  SCHEMATHESIS_HOOKS: `${fuzz}/hooks.py`,
  LOGOUTD_FUZZ_LAYER: `${openapi}/http-layer.yaml`,
  PYTHONDONTWRITEBYTECODE: '1',
});
