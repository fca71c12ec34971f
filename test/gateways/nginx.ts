/** nginx with `examples/nginx/logoutd.conf` as it stands, but for its ports. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/server.ts';
import { adapted, type Gateway, type Ports, startGateway } from './gateway.ts';

const EXAMPLE = new URL('../../examples/nginx/logoutd.conf', import.meta.url);
const README = new URL('../../examples/nginx/README.md', import.meta.url);
/** Debian's is where only root looks. */
const command = ['nginx', '/usr/sbin/nginx'].find((one) => spawnSync(one, ['-v']).status === 0);

export const nginxCommand = command ?? 'nginx';
export const missingNginx = command === undefined ? 'there is no nginx on this machine' : undefined;

/** The main file around an example, which lies beside it as `logoutd.conf`. */
export const mainOf = (folder: string): string => `daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 2;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
    access_log off;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
    include ${folder}/logoutd.conf;
}
`;

/** `inLocation`: what its README says to put there. */
export async function startNginx({ own, logoutd, app }: Ports, inLocation = ''): Promise<Gateway> {
  const folder = temporaryFolder();
  const example = adapted(readFileSync(EXAMPLE, 'utf8'), [
    ['listen 8080;', `listen 127.0.0.1:${own};`],
    ['server 127.0.0.1:4000;', `server 127.0.0.1:${logoutd};`],
    ['server 127.0.0.1:5000;', `server 127.0.0.1:${app};`],
    ['location / {', `location / {\n${inLocation}`],
  ]);
  writeFileSync(join(folder, 'logoutd.conf'), example);
  writeFileSync(join(folder, 'nginx.conf'), mainOf(folder));
  const args = ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')];
  return startGateway(own, { command: nginxCommand, args });
}

/** The lines by which the README has nginx answer preflights. */
export const preflightLines = (): string =>
  /^ *```nginx\n([^`]*)```$/m.exec(readFileSync(README, 'utf8'))?.[1] ?? '';
