/** A machine as docs/deploy.md has it, in a folder: its paths, and stand-ins for the programs that only a real one has. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { temporaryFolder } from '../support/server.ts';
import { until } from '../support/until.ts';
import { root } from './page.ts';

const run = promisify(execFile);
const UNIT = readFileSync(new URL('../../examples/systemd/logoutd.service', import.meta.url), 'utf8');

export interface Host {
  readonly port: number;
  readonly folder: string;
  /** Runs lines of the page; rejects where one fails. Resolves to what they printed. */
  sh(lines: string, env?: Readonly<Record<string, string>>): Promise<string>;
  /** What the service has written so far. */
  log(): string;
}

/** `systemctl` and `journalctl` for the one service: by the unit's command, its environment and its file. */
const systemctl = (folder: string, command: string): string => `#!/bin/sh
set -euf
case "$1" in
  start)
    wc -c < ${folder}/log > ${folder}/since
    cd ${folder}/lib
    env -i PATH="$PATH" $(cat ${folder}/unit.env ${folder}/etc/logoutd.env) ${command} >> ${folder}/log 2>&1 &
    echo $! > ${folder}/pid ;;
  stop)
    pid=$(cat ${folder}/pid)
    kill -TERM "$pid" || true
    while grep -qs '^State:[^Z]*$' "/proc/$pid/status"; do sleep 0.05; done ;;
  reload)
    wc -c < ${folder}/log > ${folder}/since
    kill -HUP "$(cat ${folder}/pid)" ;;
  restart) "$0" stop; "$0" start ;;
esac
`;
const journalctl = (folder: string): string => `#!/bin/sh
tail -c +"$(($(cat ${folder}/since) + 1))" ${folder}/log
`;
/** All users are one here. */
const RUNUSER = '#!/bin/sh\nshift 3\nexec "$@"\n';

/** `programs`: other stand-ins, by their names. */
export async function startHost(programs: Readonly<Record<string, string>> = {}): Promise<Host> {
  const [folder, port] = [temporaryFolder(), await freePort()];
  const adapt = (text: string): string =>
    [
      ['/opt/logoutd', root],
      ['/etc/logoutd', `${folder}/etc`],
      ['/var/lib/logoutd', `${folder}/lib`],
      ['/var/cache/logoutd', `${folder}/cache`],
      ['/var/lib/redis', `${folder}/redis`],
      ['/var/backups', `${folder}/backups`],
      ['/etc/redis', `${folder}/etc-redis`],
      ['/root', `${folder}/root`],
      ['http://127.0.0.1:4000', `http://127.0.0.1:${port}`],
      ['sleep 3', 'sleep 0'],
    ].reduce((all, [from = '', to = '']) => all.replaceAll(new RegExp(`${from}(?![-\\w])`, 'g'), to), text);
  for (const name of ['etc', 'lib', 'cache', 'redis', 'backups', 'etc-redis', 'root', 'bin'])
    mkdirSync(join(folder, name));
  const [, command = ''] = /^ExecStart=(.*)$/m.exec(UNIT) ?? [];
  const environment = [...UNIT.matchAll(/^Environment=(.*)$/gm)].map(([, line = '']) => adapt(line));
  writeFileSync(join(folder, 'unit.env'), [...environment, `PORT=${port}`, ''].join('\n'));
  writeFileSync(join(folder, 'log'), '');
  const all = {
    systemctl: systemctl(folder, adapt(command)),
    journalctl: journalctl(folder),
    runuser: RUNUSER,
    ...programs,
  };
  for (const [name, text] of Object.entries(all))
    writeFileSync(join(folder, 'bin', name), text, { mode: 0o755 });
  const env = { PATH: `${folder}/bin:${process.env['PATH']}` };
  onTestFinished(async () => {
    if (existsSync(join(folder, 'pid'))) await run(join(folder, 'bin/systemctl'), ['stop'], { env });
  });
  return {
    port,
    folder,
    sh: async (lines, more = {}) => {
      const { stdout } = await run('sh', ['-euc', adapt(lines)], {
        cwd: folder,
        env: { ...env, ...more },
        timeout: 60_000,
      });
      return stdout;
    },
    log: () => readFileSync(join(folder, 'log'), 'utf8'),
  };
}

/** For a service that is about to end by itself. */
export const hasSaid = (host: Host, text: string): Promise<unknown> =>
  until(`it says ${text}`, () => host.log().includes(text), 30_000);
