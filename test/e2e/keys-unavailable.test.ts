/** A credential that nobody can judge is neither refused nor said to have ended. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { configFile } from '../support/config-file.ts';
import { GSM_PATH, SHARED_PATH } from '../support/logouts.ts';
import { SECRET, startServer, type TestServer } from '../support/server.ts';
import { bearer, token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

let jwks: Server;
let server: TestServer;
/** A token of the issuer whose keys cannot be had; its signature is never looked at. */
const unjudged = (): string => {
  const iat = Math.floor(Date.now() / 1000);
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const payload = { iss: 'https://down.example', sub: 'ada', iat, exp: iat + 600 };
  return `${part({ alg: 'RS256', kid: 'k' })}.${part(payload)}.AAAA`;
};

beforeAll(async () => {
  jwks = createServer((_, res) => res.writeHead(503).end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => jwks.once('listening', resolve));
  const { port } = jwks.address() as AddressInfo;
  const issuers = [
    {
      name: 'default',
      iss: 'https://up.example',
      algorithms: ['HS256'],
      keys: [{ secretEnv: 'LOGOUTD_JWT_SECRET' }],
    },
    {
      name: 'down',
      iss: 'https://down.example',
      algorithms: ['RS256'],
      keys: [{ jwksUrl: `http://127.0.0.1:${port}/jwks` }],
    },
  ];
  server = await startServer({
    env: { LOGOUTD_CONFIG: configFile({ issuers }), LOGOUTD_JWT_SECRET: SECRET },
  });
});
afterAll(async () => {
  await server.stop();
  jwks.close();
});

const mine = (): string => token({ iss: 'https://up.example' });

it('alone it is a 500, with the reason in the log', async () => {
  const headers = { ...bearer(unjudged()), 'x-request-id': 'unjudged' };
  expect((await fetch(`${server.url}${SHARED_PATH}`, { method: 'POST', headers })).status).toBe(500);
  const line = await until('the line in the log', () =>
    server.log().find(({ requestId, msg }) => requestId === 'unjudged' && msg === 'request'),
  );
  expect(line).toMatchObject({ outcome: 'fault', reason: 'keys_unavailable' });
});

it('as a cookie beside a good header it is a 500, and the cookie stays', async () => {
  const headers = { ...bearer(mine()), Cookie: `gsm_token=${unjudged()}` };
  const answer = await fetch(`${server.url}${GSM_PATH}`, { method: 'POST', headers });
  expect([answer.status, answer.headers.get('set-cookie')]).toEqual([500, null]);
});

it('as a refresh cookie beside a good header it is a 500, and the cookie stays', async () => {
  const headers = { ...bearer(mine()), 'x-store-id': 'acme', Cookie: `refresh_token=${unjudged()}` };
  const answer = await fetch(`${server.url}${SHARED_PATH}`, { headers });
  expect([answer.status, answer.headers.get('set-cookie')]).toEqual([500, null]);
});

it('a token of an issuer whose keys are at hand is judged all the same', async () => {
  const answer = await fetch(`${server.url}${SHARED_PATH}`, { method: 'POST', headers: bearer(mine()) });
  expect(answer.status).toBe(200);
});
