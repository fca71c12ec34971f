/** What a person sees at the first start, outside production: where the server is, and a logout to try. */
import { randomBytes } from 'node:crypto';
import { styleText } from 'node:util';
import { operations } from '../generated/operations.ts';
import type { Settings } from './config/settings.ts';
import type { KnownIssuer } from './contracts/control/operation.ts';
import { knownIssuers } from './issuers.ts';
import { readSessionId } from './sessions/identity.ts';
import { digest } from './tokens/digest.ts';
import { version } from './version.ts';

const TOKEN_LIFETIME_MS = 60 * 60 * 1000;
const TENANT = 'demo';
const SUBJECT = 'ada';

interface Try {
  readonly contract: keyof typeof operations;
  /** Where its own documentation has the token. */
  readonly credential: string;
  /** What its answer needs of the token beside the session. */
  readonly claims?: { readonly tenant?: string; readonly email?: string };
  readonly line: (url: string, token: string) => string;
}

const tries: readonly Try[] = [
  {
    contract: 'platform',
    credential: 'Authorization: Bearer',
    line: (url, token) => `curl -i -X POST ${url}/auth/logout -H "Authorization: Bearer ${token}"`,
  },
  {
    contract: 'gsm',
    credential: 'cookie gsm_token, or Authorization: Bearer',
    line: (url, token) => `curl -i -X POST ${url}/api/security/v1/auth/logout --cookie "gsm_token=${token}"`,
  },
  {
    contract: 'tenant',
    credential: 'x-token',
    claims: { tenant: TENANT },
    line: (url, token) => `curl -i ${url}/auth/logout -H "x-token: ${token}"`,
  },
  {
    contract: 'session',
    credential: 'Authorization: Bearer',
    line: (url, token) => `curl -i -X POST ${url}/api/auth/logout -H "Authorization: Bearer ${token}"`,
  },
  {
    contract: 'storefront',
    credential: 'Authorization: Bearer, with x-store-id',
    claims: { email: 'ada@example.com' },
    line: (url, token) =>
      `curl -i ${url}/auth/logout -H 'x-store-id: ${TENANT}' -H "Authorization: Bearer ${token}"`,
  },
];

export function firstScreen(url: string, settings: Settings): string {
  return [
    '',
    `${strong(`logoutd ${version}`)} is listening on ${strong(url)}`,
    `All contracts, to read and to try: ${url}/`,
    '',
    ...settings.warnings.map((warning) => `${strong('Warning:')} ${warning}`),
    ...(settings.warnings.length > 0 ? [''] : []),
    ...table(),
    '',
    ...toPaste(url, settings),
    `This is a development server. For production set ${forProduction(settings.madeUp)}.`,
    'Ctrl-C stops it. Below is its log, a line of JSON for each request.',
    '',
    '',
  ].join('\n');
}

function toPaste(url: string, settings: Settings): readonly string[] {
  // A token that was signed with the login's own secret would count wherever the login's tokens do: none is shown.
  const issuer = settings.madeUp.jwtSecret ? knownIssuers(settings.issuers).values().next().value : undefined;
  const marks = settings.contracts.tenantLogout === 'mark';
  const lines = tries.flatMap(({ contract, claims = {}, line }) => {
    const token = (issuer && mint(issuer, claims)) ?? '$TOKEN';
    const note = contract === 'tenant' && marks ? ' (marks the user as logged out; the session goes on)' : '';
    return [`  ${strong(`# ${contract}`)}${note}`, `  ${line(url, faint(token))}`, ''];
  });
  const exception = marks ? ' (but for tenant)' : '';
  const lead =
    issuer === undefined
      ? [
          `Send it a token of your login (TOKEN=…, then one of these lines), and its session is over${exception}.`,
        ]
      : [
          `Paste a line, and the session of its token is over${exception}; paste it again to see what a client gets`,
          'that lost the first answer (gsm asks for an active token: 401). The tokens live an hour.',
        ];
  return [...lead, '', ...lines];
}

/** What is still missing: a settings file takes the secret's place. */
function forProduction({ jwtSecret, adminKey }: Settings['madeUp']): string {
  const names = [
    'NODE_ENV=production',
    ...(jwtSecret ? ['LOGOUTD_JWT_SECRET'] : []),
    ...(adminKey ? ['LOGOUTD_ADMIN_KEY'] : []),
  ];
  return names.join(', ').replace(/, (?=[^,]*$)/, ' and ');
}

function mint(issuer: KnownIssuer, claims: NonNullable<Try['claims']>): string | null {
  const issuedAtMs = Date.now();
  return issuer.mint({
    subject: SUBJECT,
    sessionId: readSessionId(randomBytes(6).toString('hex'), digest),
    tenant: claims.tenant ?? null,
    email: claims.email ?? null,
    issuedAtMs,
    expiresAtMs: issuedAtMs + Math.min(TOKEN_LIFETIME_MS, issuer.maxLifetimeMs),
  });
}

function table(): readonly string[] {
  const rows = tries.map(({ contract, credential }) => {
    const [{ path }] = operations[contract];
    const methods = operations[contract].map(({ method }) => method).join(' or ');
    return [contract, `${methods} ${path}`, credential];
  });
  const all = [['contract', 'request', 'credential'], ...rows];
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const [head = '', ...rest] = all.map(
    (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`,
  );
  return [strong(head.trimEnd()), ...rest.map((line) => line.trimEnd())];
}

/** Plain where the output is no terminal, and under NO_COLOR. */
const strong = (text: string): string => styleText('bold', text, { stream: process.stdout });
const faint = (text: string): string => styleText('dim', text, { stream: process.stdout });
