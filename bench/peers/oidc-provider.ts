/**
 * oidc-provider with an adapter on SQLite (oidc-adapter.ts): its revocation (RFC 7009) is the logout, and its introspection
 * (RFC 7662) the check, both of opaque access tokens of a user's grant, asked by the client that they are for, with
 * client_secret_basic. A revocation deletes the token, and what else was issued under its grant; an introspection
 * reads token and grant. Each statement is a transaction of its own, on the disk before the answer.
 *
 * Beside logoutd it does not: verify a signature (the token is only a name), hold requests to a document, keep what has ended,
 * know cut-offs, accounts or timeouts, log, measure, limit, or write several ends at once. But it is what logoutd is not: an
 * authorization server.
 */
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';
import { sqliteAdapter } from './oidc-adapter.ts';
import { counter, inOneTransaction, openDatabase, servePeer, written } from './peer.ts';

const CLIENT = { id: 'benchmark', secret: 'a-secret-of-the-benchmark-0123456789-abcdefghij' };
const HOUR_SECONDS = 3600;

const db = openDatabase();
await servePeer(db, async (url) => {
  const provider = new Provider(url, {
    adapter: sqliteAdapter(db),
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        token_endpoint_auth_method: 'client_secret_basic',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: ['https://client.example.com/callback'],
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: [CLIENT.secret] },
    features: {
      devInteractions: { enabled: false },
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
    },
    ttl: { AccessToken: HOUR_SECONDS, Grant: HOUR_SECONDS },
  });
  const client = await provider.Client.find(CLIENT.id);
  if (client === undefined) throw new Error('oidc-provider does not know its own client.');
  const living = counter(db, "models WHERE model = 'AccessToken'");
  let made = 0;
  const basic = Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64');
  const headers = {
    Authorization: `Basic ${basic}`,
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  return {
    listener: provider.callback(),
    requests: async (purpose, count) => {
      const path = purpose === 'logout' ? '/token/revocation' : '/token/introspection';
      const requests = await inOneTransaction(db, count, async (nth) => {
        const accountId = `user-${nth % 1000}`;
        const grant = new provider.Grant({ accountId, clientId: CLIENT.id });
        grant.addOIDCScope('openid');
        const grantId = await grant.save();
        const about = { accountId, client, grantId, scope: 'openid', gty: 'authorization_code' };
        const token = await new provider.AccessToken(about).save();
        return written(url, ['POST', path], headers, `token=${token}&token_type_hint=access_token`);
      });
      made += count;
      return requests;
    },
    ended: () => made - living(),
  };
});

/** It signs nothing here, but does not do without. */
function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
}
