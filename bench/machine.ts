/** What it was measured on and with: no figure means anything without. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { type ClientName, clientVersion } from './load/client.ts';
import { root } from './logoutd.ts';
import { pinning } from './program.ts';

export interface Surroundings {
  readonly machine: string;
  readonly versions: string;
  readonly cores: string;
  /** Over the last minute before it began: what else ran. */
  readonly loadAverage: number;
}

const packages = ['express', 'express-openapi-validator', 'jsonwebtoken'] as const;

/** @param isPinned whether cores are told apart */
export function surroundings(client: ClientName, isPinned: boolean): Surroundings {
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  return {
    machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${memoryGiB} GiB, ${process.platform} ${release()}`,
    versions: [
      `Node ${process.version}`,
      `SQLite ${process.versions['sqlite']}`,
      clientVersion(client),
      ...packages.map((name) => `${name} ${versionIn(join(root, 'node_modules', name))}`),
    ].join(', '),
    cores: isPinned ? pinning : 'none: several processes and their load share all cores',
    loadAverage: Number((loadavg()[0] ?? Number.NaN).toFixed(2)),
  };
}

export const versionIn = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string }).version;

export const asLines = ({ machine, versions, cores, loadAverage }: Surroundings): readonly string[] => [
  machine,
  versions,
  `pinning: ${cores}; load average before it began: ${loadAverage}`,
];
