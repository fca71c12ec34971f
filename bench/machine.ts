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

/** @param isPinned whether cores are told apart @param isFull whether the peers take part */
export function surroundings(client: ClientName, isPinned: boolean, isFull = false): Surroundings {
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  return {
    machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${memoryGiB} GiB, ${process.platform} ${release()}`,
    versions: [
      `Node ${process.version}`,
      `SQLite ${process.versions['sqlite']}`,
      clientVersion(client),
      ...versionsIn(root, ['express', 'express-openapi-validator', 'jsonwebtoken']),
      ...(isFull ? versionsIn(join(root, 'bench/peers'), peerPackages()) : []),
    ].join(', '),
    cores: isPinned ? pinning : 'none: several processes and their load share all cores',
    loadAverage: Number((loadavg()[0] ?? Number.NaN).toFixed(2)),
  };
}

/** As the lockfile has them: the peers may still have to be installed. */
function versionsIn(folder: string, names: readonly string[]): readonly string[] {
  const { packages } = read(join(folder, 'package-lock.json')) as {
    readonly packages: Readonly<Record<string, { readonly version: string }>>;
  };
  return names.map((name) => `${name} ${packages[`node_modules/${name}`]?.version}`);
}

function peerPackages(): readonly string[] {
  const { dependencies } = read(join(root, 'bench/peers/package.json')) as { readonly dependencies: object };
  return Object.keys(dependencies);
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

export const asLines = ({ machine, versions, cores, loadAverage }: Surroundings): readonly string[] => [
  machine,
  versions,
  `pinning: ${cores}; load average before it began: ${loadAverage}`,
];
