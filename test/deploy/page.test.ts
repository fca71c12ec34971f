/** docs/deploy.md: its lines do what it says, on a stand-in for a machine. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, type TestContext } from 'vitest';
import { adapted } from '../gateways/gateway.ts';
import { verify } from '../support/checks.ts';
import { needsCurl } from '../support/curl.ts';
import { folderForTest } from '../support/folders.ts';
import { session } from '../support/logouts.ts';
import { hasRedis, startRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { request } from '../support/request.ts';
import { SECRET } from '../support/server.ts';
import { ownServer, refusedStart } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import { until } from '../support/until.ts';
import { type Host, hasSaid, startHost } from './host.ts';
import { notRun, pageText, root, shell, shellWith, taken } from './page.ts';

const NEW_SECRET = 'the-next-secret-of-the-login-0123456789-abcdef';
const SETTINGS_LINES = 'keys": [{ "secretFile": "login-1.secret" }]';
const RELOAD = 'systemctl reload logoutd';

async function installed(programs: Readonly<Record<string, string>> = {}): Promise<Host> {
  const host = await startHost(programs);
  await host.sh(shellWith(SETTINGS_LINES), { YOUR_LOGINS_SECRET: SECRET });
  return host;
}

const statusOf = async (host: Host, mine: string): Promise<number> => (await verify(host, mine)).status;

const skipped: string[] = [];
function needs(context: TestContext, isHere: boolean, why: string): void {
  if (isHere) return;
  skipped.push(why);
  context.skip(why);
}

describe('one machine', () => {
  it('is set up, started, backed up and restored', { timeout: 90_000 }, async (context) => {
    needsCurl(context);
    const host = await installed();
    expect(await host.sh(shellWith('systemctl start'))).toContain('"ready"');
    const [before, after] = [token(), token()];
    expect((await session(host, before)).status).toBe(200);
    await host.sh(shellWith('main.ts backup'));
    expect((await session(host, after)).status).toBe(200);
    expect(await host.sh(shellWith('rm -f logoutd.db logoutd.db.marker'))).toContain('"ready"');
    expect(host.log()).toContain('had no marker file and was taken as it is');
    expect([await statusOf(host, before), await statusOf(host, after)]).toEqual([401, 200]);
    expect(await host.sh(shellWith('systemctl restart'))).toContain('"ready"');
    expect(await statusOf(host, before)).toBe(401);
  });

  it('rotates the secret of its login and a key, and refuses no request', {
    timeout: 90_000,
  }, async (context) => {
    needsCurl(context);
    const host = await installed();
    await host.sh(shellWith('systemctl start'));
    let secret = SECRET;
    let going = true;
    let logouts = 0;
    const statuses: Record<string, number> = {};
    const caller = async (): Promise<void> => {
      while (going) {
        const mine = token({}, secret);
        const replies = [await verify(host, mine)];
        // An address may log out 600 times in a minute.
        logouts += 1;
        if (logouts < 500) replies.push(await session(host, mine));
        for (const { status } of replies) statuses[status] = (statuses[status] ?? 0) + 1;
      }
    };
    const load = Promise.all([caller(), caller()]);
    const ended = token();
    await session(host, ended);
    await host.sh(shellWith('> login-2.secret'), { NEW_SECRET });
    expect(await host.sh(shellWith(RELOAD))).toContain('"reloaded"');
    secret = NEW_SECRET;
    const soFar = statuses[200] ?? 0;
    await until('the new one is in use', () => (statuses[200] ?? 0) > soFar + 10);
    expect([await statusOf(host, token()), await statusOf(host, ended)]).toEqual([200, 401]);
    await host.sh(shellWith('rm login-1.secret'));
    await host.sh(shellWith('NAME=deploy-2'));
    expect(await host.sh(shellWith(RELOAD))).toContain('"reloaded"');
    going = false;
    await load;
    expect(Object.keys(statuses)).toEqual(['200']);
    expect([await statusOf(host, token()), await statusOf(host, token({}, NEW_SECRET))]).toEqual([401, 200]);
    const key = readFileSync(join(host.folder, 'root/deploy-2.key'), 'utf8');
    expect((await request(host, 'GET', '/v1/sessions', { headers: bearer(key) })).status).toBe(200);

    writeFileSync(join(host.folder, 'etc/logoutd.json'), '{');
    expect(await host.sh(shellWith(RELOAD))).toContain('"not reloaded');
    expect(await statusOf(host, token({}, NEW_SECRET))).toBe(200);
  });

  it('does not start on the store of a newer version, and goes back to the backup', {
    timeout: 90_000,
  }, async (context) => {
    needsCurl(context);
    const host = await installed();
    await host.sh(shellWith('systemctl start'));
    const mine = token();
    expect((await session(host, mine)).status).toBe(200);
    await host.sh(shellWith('main.ts backup'));
    await host.sh('systemctl stop logoutd');
    const db = new DatabaseSync(join(host.folder, 'lib/logoutd.db'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    await host.sh('systemctl start logoutd');
    await hasSaid(host, 'was written by a newer logoutd');
    expect(pageText).toContain('`was written by a newer logoutd`');
    await host.sh(shellWith('rm -f logoutd.db logoutd.db.marker'));
    expect(await statusOf(host, mine)).toBe(401);
  });
});

describe('Redis', () => {
  const PASSWORD = 'the-password-of-the-store';
  const CONF = readFileSync(join(root, 'examples/redis/logoutd.conf'), 'utf8');
  /** What the example's user may do. */
  const [, may = ''] = /^user logoutd on \S+ (.*)$/m.exec(CONF) ?? [];

  it('as the example sets it up is one that logoutd takes, as its user and no other', {
    timeout: 90_000,
  }, async (context) => {
    needs(context, hasRedis, WHY_NO_REDIS);
    const hash = createHash('sha256').update(PASSWORD).digest('hex');
    const conf = adapted(CONF, [['0'.repeat(64), hash, 2]]);
    const options = [...conf.matchAll(/^(?!user |#)([\w-]+) (.+)$/gm)].flatMap(([, name, value]) => [
      `--${name}`,
      value === '""' ? '' : String(value),
    ]);
    // Its users last: a server that answers `NOAUTH` has read the file.
    const users = join(folderForTest(), 'users.acl');
    writeFileSync(
      users,
      conf
        .split('\n')
        .filter((line) => line.startsWith('user '))
        .join('\n'),
    );
    const redis = await startRedis({
      args: [...options, '--aclfile', users],
      cli: ['--user', 'admin', '--pass', PASSWORD, '--no-auth-warning'],
    });
    context.onTestFinished(() => redis.dispose());
    const LOGOUTD_STORE = `redis://logoutd:${PASSWORD}@127.0.0.1:${redis.port}`;
    const server = await ownServer({ env: { LOGOUTD_STORE } });
    expect((await session(server, token())).status).toBe(200);
    const { status } = await refusedStart({ env: { LOGOUTD_STORE: redis.url } });
    expect(status).toBe(78);
  });

  it('changes the password with the server up', { timeout: 90_000 }, async (context) => {
    needsCurl(context);
    needs(context, hasRedis, WHY_NO_REDIS);
    const redis = await startRedis();
    context.onTestFinished(() => redis.dispose());
    redis.ask('acl', 'setuser', 'logoutd', 'on', `>${PASSWORD}`, ...may.split(' '));
    const host = await installed({ 'redis-cli': onPort(redis.port) });
    const store = (password: string) => `LOGOUTD_STORE=redis://logoutd:${password}@127.0.0.1:${redis.port}\n`;
    const env = join(host.folder, 'etc/logoutd.env');
    const base = readFileSync(env, 'utf8');
    writeFileSync(env, base + store(PASSWORD));
    await host.sh(shellWith('systemctl start'));
    const mine = token();
    expect((await session(host, mine)).status).toBe(200);
    const NEW_PASSWORD = 'the-next-password-of-the-store';
    await host.sh(shellWith('redis-cli acl setuser logoutd ">'), { NEW_PASSWORD });
    writeFileSync(env, base + store(NEW_PASSWORD));
    await host.sh(shellWith('systemctl restart'));
    await host.sh(shellWith('redis-cli acl setuser logoutd "<'), { OLD_PASSWORD: PASSWORD });
    await host.sh(shellWith('systemctl restart'));
    expect([await statusOf(host, mine), await statusOf(host, token())]).toEqual([401, 200]);
    const hash = createHash('sha256').update(NEW_PASSWORD).digest('hex');
    expect(redis.ask('acl', 'getuser', 'logoutd').match(/\b[0-9a-f]{64}\b/g)).toEqual([hash]);
  });

  it('is backed up while it runs, and restored', { timeout: 90_000 }, async (context) => {
    needsCurl(context);
    needs(context, hasRedis, WHY_NO_REDIS);
    const redis = await startRedis();
    context.onTestFinished(() => redis.dispose());
    const host = await installed({ 'redis-cli': onPort(redis.port) });
    writeFileSync(
      join(host.folder, 'etc-redis/redis.conf'),
      `port ${redis.port}\nbind 127.0.0.1\ndir ${redis.folder}\nappendonly yes\nappendfsync always\nmaxmemory-policy noeviction\nsave ""\n`,
    );
    const env = join(host.folder, 'etc/logoutd.env');
    writeFileSync(env, `${readFileSync(env, 'utf8')}LOGOUTD_STORE=${redis.url}\n`);
    await host.sh(shellWith('systemctl start'));
    const [before, after] = [token(), token()];
    await session(host, before);
    await host.sh(shellWith('redis-cli --rdb'));
    await session(host, after);
    await host.sh('systemctl stop logoutd');
    await redis.kill('SIGTERM');
    await host.sh(shellWith('rm -rf appendonlydir').replaceAll('/var/lib/redis', redis.folder));
    await redis.start();
    await host.sh(shellWith('systemctl start'));
    expect([await statusOf(host, before), await statusOf(host, after)]).toEqual([401, 200]);
  });

  it('changes its certificate and its CA with the server up', { timeout: 90_000 }, async (context) => {
    needsCurl(context);
    needs(context, hasRedis, WHY_NO_REDIS);
    const host = await installed();
    const [etc, etcRedis] = [join(host.folder, 'etc'), join(host.folder, 'etc-redis')];
    const signed = (name: string): void => {
      const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
      const files = ['-keyout', join(etcRedis, `${name}.key`), '-out', join(etcRedis, `${name}.pem`)];
      execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...subject], {
        stdio: 'ignore',
      });
    };
    signed('old');
    signed('new');
    copyFileSync(join(etcRedis, 'old.pem'), join(etc, 'redis-ca.pem'));
    copyFileSync(join(etcRedis, 'new.pem'), join(etc, 'new-ca.pem'));
    const [cert, key] = [join(etcRedis, 'old.pem'), join(etcRedis, 'old.key')];
    const tls = [
      '--tls-cert-file',
      cert,
      '--tls-key-file',
      key,
      '--tls-ca-cert-file',
      cert,
      '--tls-auth-clients',
      'no',
    ];
    const redis = await startRedis({
      args: ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', ...tls],
      cli: ['--tls', '--insecure'],
      plain: false,
    });
    context.onTestFinished(() => redis.dispose());
    writeFileSync(join(host.folder, 'bin/redis-cli'), onPort(redis.port, '--tls --insecure'), {
      mode: 0o755,
    });
    const env = join(etc, 'logoutd.env');
    const store = `rediss://127.0.0.1:${redis.port}?ca=${etc}/redis-ca.pem`;
    writeFileSync(env, `${readFileSync(env, 'utf8')}LOGOUTD_STORE=${store}\n`);
    await host.sh(shellWith('systemctl start'));
    const mine = token();
    await session(host, mine);
    const connectsAnew = async (): Promise<void> => {
      await host.sh('redis-cli client kill type normal');
      await until('it is ready again', async () => (await request(host, 'GET', '/readyz')).status === 200);
      expect([await statusOf(host, mine), await statusOf(host, token())]).toEqual([401, 200]);
    };
    await host.sh(shellWith('cat /etc/logoutd/new-ca.pem'));
    await connectsAnew();
    await host.sh(shellWith('redis-cli config set tls-cert-file'));
    await connectsAnew();
    await host.sh(shellWith('cp /etc/logoutd/new-ca.pem'));
    await connectsAnew();
  });
});

/** The real one, at the test's own server. */
const onPort = (port: number, more = ''): string =>
  `#!/bin/sh\nPATH="\${PATH#*:}" exec redis-cli -h 127.0.0.1 -p ${port} ${more} "$@"\n`;

describe('the page', () => {
  it('has no shell lines that are neither run nor marked', ({ skip }) => {
    skip(taken.size === 0, 'the tests that run them were left out');
    skip(skipped.length > 0, `some were not run: ${skipped.join('; ')}`);
    expect(shell.filter((body) => !taken.has(body) && !notRun.includes(body))).toEqual([]);
    expect(notRun).toHaveLength(2);
  });
});
