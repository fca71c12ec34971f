/** Who takes part: logoutd, the baselines, and with `--full` the peers, which are a package of their own. */
import { join } from 'node:path';
import type { Contestant } from './contestant.ts';
import { databaseIn, logoutd, root, rowsIn } from './logoutd.ts';
import { type Contract, checks, logouts, type Question } from './questions.ts';
import { asked, minted } from './supply.ts';

const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production' };

const baseline =
  (file: string, ...args: readonly string[]): Contestant['program'] =>
  (folder) => ({
    command: [process.execPath, join(root, 'bench/baselines', file), ...args, databaseIn(folder)],
    env,
    core: 0,
    ended: { by: 'counting', count: () => rowsIn(databaseIn(folder), 'sessions') },
  });

const peer =
  (file: string): Contestant['program'] =>
  (folder) => ({
    command: [process.execPath, join(root, 'bench/peers', file), databaseIn(folder)],
    env,
    core: 0,
    ended: { by: 'asking' },
  });

const byToken = {
  verify: ({ url }: { readonly url: string }) => minted(checks.verify, url),
  logout: ({ url }: { readonly url: string }) => minted(logouts.platform, url),
  introspection: ({ url }: { readonly url: string }) => minted(checks.introspection, url),
} as const;
const byItself =
  (question: Question, mustSay: string | null = null) =>
  ({ url }: { readonly url: string }) =>
    asked(url, question, mustSay);

export const baselines: readonly Contestant[] = [
  {
    name: 'stateless',
    baseline: 'a',
    says: 'node:http and jsonwebtoken with a KeyObject: verifies the signature, looks at exp and answers what logoutd answers. It stores nothing and knows of no session, so it would pass every token that has ended.',
    answers: { verify: byToken.verify, introspection: byToken.introspection },
    program: () => ({
      command: [process.execPath, join(root, 'bench/baselines/stateless.ts')],
      env,
      core: 0,
      ended: { by: 'counting', count: () => 0 },
    }),
  },
  {
    name: 'bare',
    baseline: 'b',
    says: 'The same check, then the same durable write as logoutd: same tables and indexes, WAL, synchronous=FULL, one transaction for all that waits. It reads nothing before it writes, and neither validates, limits, logs nor counts.',
    answers: { logout: byToken.logout },
    program: baseline('bare.ts'),
  },
  {
    name: 'express',
    baseline: 'c',
    says: 'Express, express-openapi-validator and jsonwebtoken as their READMEs set them up, on the platform document, with the secret as a string; requests and answers are validated. The durable write is that of bare; no limits, log or metrics.',
    answers: { logout: byToken.logout },
    program: baseline('express.ts', 'string'),
  },
  {
    name: 'express-key',
    baseline: 'c',
    says: 'As express, with the secret as a KeyObject.',
    answers: { logout: byToken.logout },
    program: baseline('express.ts', 'key-object'),
  },
];

const peers: readonly Contestant[] = [
  {
    name: 'fastify',
    baseline: 'd',
    says: 'Fastify with @fastify/jwt: a logout verifies the token and inserts a row; a check verifies it and looks for the row. WAL, synchronous=FULL, a commit for each logout. No validation of requests, limits, log or metrics.',
    answers: { verify: byItself('verify'), logout: byItself('logout') },
    program: peer('fastify.ts'),
  },
  {
    name: 'better-auth',
    baseline: 'e',
    says: 'Better Auth with its cookies, its rate limit, telemetry and cookie cache off: sign-out reads session and user and deletes the session; get-session reads both. WAL, synchronous=FULL, a commit for each logout. It keeps no record of what has ended.',
    // To a session that has ended it says null.
    answers: { verify: byItself('verify', '"session"'), logout: byItself('logout') },
    program: peer('better-auth.ts'),
  },
  {
    name: 'oidc-provider',
    baseline: 'f',
    says: 'oidc-provider with an adapter on SQLite and opaque access tokens, the client showing its secret each time: revocation reads the token and deletes it with what its grant has; introspection reads token and grant. WAL, synchronous=FULL, a commit for each logout. It keeps no record of what has ended.',
    answers: { logout: byItself('logout'), introspection: byItself('introspection', '"active":true') },
    program: peer('oidc-provider.ts'),
  },
];

export const contestantsOf = (contract: Contract, isFull: boolean): readonly Contestant[] => [
  logoutd(contract),
  ...baselines,
  ...(isFull ? peers : []),
];
