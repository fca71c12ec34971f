/** Traefik with `examples/traefik/` as it stands, but for its ports. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/server.ts';
import { adapted, type Gateway, type Ports, startGateway } from './gateway.ts';

const example = (name: string): string =>
  readFileSync(new URL(`../../examples/traefik/${name}`, import.meta.url), 'utf8');
const command = process.env['LOGOUTD_TRAEFIK'] ?? 'traefik';

export const missingTraefik =
  spawnSync(command, ['version']).status === 0 ? undefined : 'there is no traefik on this machine';

export async function startTraefik({ own, logoutd, app }: Ports): Promise<Gateway> {
  const folder = temporaryFolder();
  const [settings, routes] = [join(folder, 'traefik.yaml'), join(folder, 'routes.yaml')];
  writeFileSync(
    settings,
    adapted(example('traefik.yaml'), [
      ["':8080'", `127.0.0.1:${own}`],
      ['filename: routes.yaml', `filename: ${routes}`],
    ]),
  );
  writeFileSync(
    routes,
    adapted(example('routes.yaml'), [
      ['http://127.0.0.1:4000/', `http://127.0.0.1:${logoutd}/`],
      ['http://127.0.0.1:5000', `http://127.0.0.1:${app}`],
    ]),
  );
  return startGateway(own, { command, args: [`--configfile=${settings}`] });
}
