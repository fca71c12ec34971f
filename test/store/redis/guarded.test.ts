/** The conformance suite on a Redis behind TLS, a user that may do what logoutd needs and no more, and a numbered database. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/stores/open.ts';
import { makeFolder, removeFolder } from '../../support/folders.ts';
import { hasRedis, type RedisServer, SAFE, startRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { describeStore } from '../conformance.ts';
import { openOn } from './bench.ts';

const folder = makeFolder();
const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
const [strangeKey, strangeCert] = [join(folder, 'strange-key.pem'), join(folder, 'strange-cert.pem')];
/** Of letters that have to be percent-encoded. */
const PASSWORD = 'canary:/@?#%,ü';
const USER = 'log@outd';
/** As the message about NOPERM has it. */
const MAY =
  '~logoutd:* +@all -@admin -@dangerous +info +config|get +cluster|slots +cluster|keyslot +cluster|myid';

function makeCertificate(key: string, cert: string): void {
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
    { stdio: 'ignore' },
  );
}

let server: RedisServer | undefined;
beforeAll(async () => {
  if (!hasRedis) return;
  makeCertificate(key, cert);
  makeCertificate(strangeKey, strangeCert);
  const tls = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert];
  server = await startRedis({
    args: [...SAFE, ...tls],
    cli: ['--tls', '--cacert', cert, '--cert', cert, '--key', key],
    plain: false,
  });
  server.ask('ACL', 'SETUSER', USER, 'on', `>${PASSWORD}`, ...MAY.split(' '));
  server.ask('ACL', 'SETUSER', 'default', 'off');
});
afterAll(async () => {
  await server?.dispose();
  removeFolder(folder);
});
beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

const files = `&ca=${encodeURIComponent(cert)}&cert=${encodeURIComponent(cert)}&key=${encodeURIComponent(key)}`;
const login = `${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}`;
const at = (user: string, rest: string) => `rediss://${user}@127.0.0.1:${server?.port}${rest}`;

describeStore('Redis, guarded,', true, () => openOn(at(login, '/3'), files));

describe('a Redis that is guarded', () => {
  const refusal = async (url: string, query: string, expected: 'not-usable' | 'away' = 'not-usable') => {
    const folder = makeFolder();
    try {
      await openStore(`${url}?prefix=refused${query}`, { dataFolder: folder });
    } catch (error) {
      const { message, code } = error as { message: string; code: string };
      expect(code).toEqual(expected);
      for (const secret of [PASSWORD, encodeURIComponent(PASSWORD)]) expect(message).not.toContain(secret);
      return message;
    } finally {
      removeFolder(folder);
    }
    throw new Error('the store was opened');
  };

  it('refuses the wrong password, and says so', async () => {
    expect(await refusal(at(`${encodeURIComponent(USER)}:wrong`, ''), files)).toMatch(/user or the password/);
    expect(await refusal(at(`nobody:${encodeURIComponent(PASSWORD)}`, ''), files)).toMatch(
      /user or the password/,
    );
  });

  it('asks for one where there is none', async () => {
    expect(await refusal(`rediss://127.0.0.1:${server?.port}`, files)).toMatch(/asks for a password/);
  });

  it('asks for a certificate where none is shown, and takes none of a stranger', async () => {
    const anonymous = files.replace(/&cert=.*/, '');
    expect(await refusal(at(login, ''), anonymous)).toMatch(/Name a certificate and its key with \?cert=/);
    const strange = `&cert=${encodeURIComponent(strangeCert)}&key=${encodeURIComponent(strangeKey)}`;
    expect(await refusal(at(login, ''), `${anonymous}${strange}`)).toMatch(/does not know the authority/);
  });

  it('is not believed without its authority', async () => {
    const without = files.replace(/&ca=[^&]*/, '');
    expect(await refusal(at(login, ''), without)).toMatch(/Name it with \?ca=<file>/);
  });

  it('does not speak without TLS, and says so in time', async () => {
    const started = performance.now();
    const said = await refusal(at(login, '').replace('rediss:', 'redis:'), '');
    expect(said).toMatch(/it speaks TLS there.* Use rediss:\/\/ in place of redis:\/\/ in LOGOUTD_STORE/);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('that is none at all is told apart', async () => {
    expect(await refusal(`redis://${login}@127.0.0.1:1`, '', 'away')).toMatch(/refuses the connection/);
    // Whether a name is unknown or cannot be looked up now, depends on the machine.
    const code = expect.stringMatching(/^(away|not-usable)$/) as unknown as 'away';
    expect(await refusal(`redis://${login}@no-such-host.invalid`, '', code)).toMatch(
      /no machine has that name|looked up/,
    );
  });

  it.each([
    ['ca=/nowhere/ca.pem', '/nowhere/ca.pem as ca, which cannot be read (ENOENT)'],
    [`ca=${folder}`, `${folder} as ca, which cannot be read (EISDIR)`],
    [`ca=${key}`, `${key} as ca, which holds no certificate in PEM`],
    [`cert=${cert}&key=${cert}`, `${cert} as key, which holds no private key in PEM`],
    [`cert=${cert}`, 'a cert without its key'],
    [`key=${key}`, 'a key without its cert'],
    [`cert=${cert}&key=${strangeKey}`, 'cannot be used together (ERR_OSSL_X509_KEY_VALUES_MISMATCH)'],
  ])('whose files for TLS are of no use is not tried: %s', async (query, why) => {
    await expect(openStore(`rediss://h?${query}`)).rejects.toMatchObject({
      code: 'inaccessible',
      message: expect.stringContaining(why),
    });
  });
});
