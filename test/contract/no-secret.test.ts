/** An issuer whose secret nobody has: its sessions are registered, and no token is made of them. */
import { expect, test } from 'vitest';
import { declarations, operationNamed } from '../../src/kit/documents.ts';
import { faultsOf } from '../../src/kit/oracle.ts';
import { sendOperation } from '../../src/kit/send.ts';
import { configFile } from '../support/config-file.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer } from '../support/tokens.ts';

const issuers = [
  {
    name: 'default',
    iss: 'https://id.example',
    algorithms: ['RS256'],
    // Nothing asks for them here.
    keys: [{ jwksUrl: 'http://127.0.0.1:1/jwks' }],
  },
  {
    name: 'other',
    iss: 'https://other.example',
    algorithms: ['HS256'],
    keys: [{ secretEnv: 'LOGOUTD_JWT_SECRET' }],
  },
];
const server = sharedServer(() => ({ env: { LOGOUTD_CONFIG: configFile({ issuers }) } }));

test('a registration answers without accessToken, as declared', async () => {
  const headers = bearer(ADMIN_KEY);
  const ask = { json: { subject: 'user-42' }, headers };
  const seen = await sendOperation(server().url, operationNamed('registerSession'), ask);
  const declared = declarations.find(
    ({ operationId, status }) => operationId === 'registerSession' && status === seen.status,
  );
  if (declared === undefined) throw new Error(`registerSession does not declare ${seen.status}`);
  const varying = { '': { is: 'anything that the schema admits', fits: () => true } };
  expect([seen.status, faultsOf(declared, seen, { varying })]).toEqual([201, []]);
  expect(JSON.parse(seen.body.toString())).not.toHaveProperty('accessToken');
});
