/** Asymmetric keys of an issuer that are rotated by SIGHUP, in the steps of docs/deploy.md. */
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import jsonwebtoken from 'jsonwebtoken';
import { expect, it } from 'vitest';
import { verify } from '../support/checks.ts';
import { configFile } from '../support/config-file.ts';
import { session } from '../support/logouts.ts';
import { ownServer } from '../support/shared-server.ts';
import { until } from '../support/until.ts';

interface Key {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}
const key = (kid: string): Key => ({ kid, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) });
const OLD = key('login-1');
const NEW = key('login-2');

const signedBy = ({ kid, privateKey }: Key): string =>
  jsonwebtoken.sign({ sub: 'ada', sid: randomUUID() }, privateKey, {
    algorithm: 'ES256',
    keyid: kid,
    expiresIn: 3600,
  });

/** Puts these keys there, and no others, and resolves to how the settings name them. */
type Publish = (folder: string, keys: readonly Key[]) => readonly object[];

const pemFiles: Publish = (folder, keys) =>
  keys.map(({ kid, publicKey }) => {
    writeFileSync(join(folder, `${kid}.pem`), publicKey.export({ type: 'spki', format: 'pem' }));
    return { pemFile: `${kid}.pem` };
  });
const jwksFile: Publish = (folder, keys) => {
  const set = keys.map(({ kid, publicKey }) => ({
    ...publicKey.export({ format: 'jwk' }),
    kid,
    alg: 'ES256',
  }));
  writeFileSync(join(folder, 'keys.new'), JSON.stringify({ keys: set }));
  renameSync(join(folder, 'keys.new'), join(folder, 'keys.json'));
  return [{ jwksFile: 'keys.json' }];
};

it.each([
  ['pemFile', pemFiles],
  ['jwksFile', jwksFile],
])('the new one of %s counts beside the old, and then alone', { timeout: 60_000 }, async (_, publish) => {
  const path = configFile('{}');
  const write = (...keys: readonly Key[]): void => {
    const entries = publish(dirname(path), keys);
    writeFileSync(
      path,
      JSON.stringify({ issuers: [{ name: 'login', algorithms: ['ES256'], keys: entries }] }),
    );
  };
  write(OLD);
  const server = await ownServer({
    env: { LOGOUTD_WORKERS: '1', LOGOUTD_CONFIG: path, LOGOUTD_JWT_SECRET: '' },
  });
  const reloads = (): number => server.log().filter(({ msg }) => msg === 'reloaded').length;
  const reload = async (): Promise<void> => {
    const before = reloads();
    server.process.kill('SIGHUP');
    await until('it has reloaded', () => reloads() > before, 30_000);
  };
  const statuses = async () => [
    (await verify(server, signedBy(OLD))).status,
    (await verify(server, signedBy(NEW))).status,
  ];
  const ended = signedBy(OLD);
  expect((await session(server, ended)).status).toBe(200);
  expect(await statuses()).toEqual([200, 401]);
  write(OLD, NEW);
  await reload();
  expect(await statuses()).toEqual([200, 200]);
  expect((await verify(server, ended)).status).toBe(401);
  write(NEW);
  await reload();
  expect(await statuses()).toEqual([401, 200]);
});
