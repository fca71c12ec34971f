/** What a person sees at the first start, outside production: where the server is, and a logout to try. */
import { randomUUID } from 'node:crypto';
import { operations } from '../generated/operations.ts';
import type { Settings } from './config/settings.ts';
import { knownIssuers } from './issuers.ts';
import { readSessionId } from './sessions/identity.ts';
import { digest } from './tokens/digest.ts';

const TOKEN_LIFETIME_MS = 60 * 60 * 1000;
const TENANT = 'demo';
const SUBJECT = 'ada';

/** How each contract's own documentation has its client send the token. */
const curlLines: readonly {
  readonly contract: keyof typeof operations;
  readonly line: (url: string, token: string) => string;
}[] = [
  {
    contract: 'platform',
    line: (url, token) => `curl -i -X POST ${url}/auth/logout -H 'Authorization: Bearer ${token}'`,
  },
  {
    contract: 'gsm',
    line: (url, token) => `curl -i -X POST ${url}/api/security/v1/auth/logout --cookie 'gsm_token=${token}'`,
  },
  { contract: 'tenant', line: (url, token) => `curl -i ${url}/auth/logout -H 'x-token: ${token}'` },
  {
    contract: 'session',
    line: (url, token) => `curl -i -X POST ${url}/api/auth/logout -H 'Authorization: Bearer ${token}'`,
  },
  {
    contract: 'storefront',
    line: (url, token) =>
      `curl -i ${url}/auth/logout -H 'x-store-id: ${TENANT}' -H 'Authorization: Bearer ${token}'`,
  },
];

export function firstScreen(url: string, settings: Settings): string {
  const issuer = knownIssuers(settings.issuers).values().next().value;
  const issuedAtMs = Date.now();
  const token = (): string | null =>
    issuer?.mint({
      subject: SUBJECT,
      sessionId: readSessionId(randomUUID(), digest),
      tenant: TENANT,
      email: 'ada@example.com',
      issuedAtMs,
      expiresAtMs: issuedAtMs + Math.min(TOKEN_LIFETIME_MS, issuer.maxLifetimeMs),
    }) ?? null;
  const marks = settings.contracts.tenantLogout === 'mark';
  const tries = curlLines.flatMap(({ contract, line }) => {
    const minted = token();
    const note = contract === 'tenant' && marks ? ' (marks the user as logged out; the session goes on)' : '';
    return minted === null ? [] : [`  # ${contract}${note}\n  ${line(url, minted)}\n`];
  });
  const rows = curlLines.map(({ contract }) => {
    const [first] = operations[contract];
    const methods = operations[contract].map(({ method }) => method).join(', ');
    return `  ${contract.padEnd(12)}${methods.padEnd(11)}${first.path}${contract === 'storefront' ? '   with x-store-id' : ''}`;
  });
  return [
    '',
    `logoutd is listening on ${url}   (page and documents: ${url}/)`,
    '',
    ...rows,
    '',
    ...(tries.length > 0
      ? ['Log out for real, once for each contract (the tokens live an hour):', '', ...tries]
      : ['Send it a token of your own issuer to log out for real.', '']),
    settings.madeUpSecret
      ? 'This is a development server. For production set NODE_ENV=production, LOGOUTD_JWT_SECRET and LOGOUTD_ADMIN_KEY.'
      : 'This is a development server. For production set NODE_ENV=production.',
    '',
    '',
  ].join('\n');
}
