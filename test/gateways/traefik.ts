/** Traefik with `examples/traefik/` as it stands, but for its ports. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from '../support/request.ts';
import { temporaryFolder } from '../support/server.ts';
import { adapted, type Gateway, type Ports, startGateway } from './gateway.ts';

const example = (name: string): string =>
  readFileSync(new URL(`../../examples/traefik/${name}`, import.meta.url), 'utf8');
/** Neither Debian nor a registry has it, and to build it takes many minutes: who has one says where. */
const command = process.env['LOGOUTD_TRAEFIK'];
export const hasTraefik = command !== undefined;

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
  return startGateway(own, {
    command: command ?? 'traefik',
    args: [`--configfile=${settings}`],
    // It says 404 to everything until it has read its routes.
    isReady: (port) =>
      request({ port }, 'GET', '/').then(
        ({ status }) => status !== 404,
        () => false,
      ),
  });
}
