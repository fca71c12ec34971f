/** What a failed row shows: what was sent, what was answered, and nothing that is secret or that a terminal obeys. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CommandFailed } from '../../src/kit/run/commands.ts';
import type { Conditions } from '../../src/kit/run/conditions.ts';
import { judgeAll, type Result } from '../../src/kit/run/judge.ts';
import { shown } from '../../src/kit/run/shown.ts';
import { serverAt } from '../../src/kit/server.ts';
import { access } from '../contract/drivers/access.ts';
import { folderForTest } from '../support/folders.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { anyServer } from './any-server.ts';
import { linesOf, runKit } from './kit.ts';

const OPAQUE = 'a-token-of-no-known-form';

describe('below a failed row', { timeout: 60_000 }, () => {
  it('are request, status and the beginning of the body, in all three reports', async () => {
    const url = await anyServer(
      (_, res) => void res.writeHead(418).end(`tea\u001b[31m\n<pot> ${'x'.repeat(300)}`),
    );
    const folder = folderForTest();
    const [junit, json] = [join(folder, 'junit.xml'), join(folder, 'results.json')];
    const args = ['--target', `${url}/base`, '--contract', 'session', '--junit', junit, '--json', json];
    const { printed } = await runKit(args);
    const body = `tea\\u{001b}[31m <pot> ${'x'.repeat(185)} …`;
    expect(printed).toContain(`         POST ${url}/base/api/auth/logout\n         answered 418 ${body}\n`);
    expect(readFileSync(junit, 'utf8')).toContain(`answered 418 ${body.replace('<pot>', '&lt;pot&gt;')}`);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toContainEqual(
      expect.objectContaining({
        verdict: {
          kind: 'failed',
          faults: ['sessionLogout answered 418, which its document does not declare'],
          exchange: { method: 'POST', url: `${url}/base/api/auth/logout`, status: 418, body },
        },
      }),
    );
  });

  it('no credential is repeated that the server gives back', async () => {
    const url = await anyServer((req, res) => {
      const { authorization = '' } = req.headers;
      res
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ message: authorization }));
    });
    const args = ['--target', url, '--contract', 'session', '--contract', 'control'];
    const { printed } = await runKit([...args, '--token-command', `echo ${OPAQUE}`], {
      LOGOUTD_ADMIN_KEY: ADMIN_KEY,
    });
    expect(printed).toContain('answered 200 {"message":"Bearer <secret>"}');
    for (const secret of [OPAQUE, ADMIN_KEY]) expect(printed).not.toContain(secret);
  });

  it('is no answer where there was none in time, and the option is named', async () => {
    let asked = 0;
    const url = await anyServer((_, res) => {
      asked += 1;
      if (asked < 3) res.writeHead(200).end();
    });
    const args = [
      '--target',
      url,
      '--contract',
      'session',
      '--timeout',
      '1',
      '--token-command',
      `echo ${OPAQUE}`,
    ];
    const { printed } = await runKit(args);
    // It asks twice, and the first answer is not what was wrong.
    expect(printed).toMatch(
      /^failed .* has ended already\n +POST \/api\/auth\/logout had no answer within 1 seconds \(--timeout\)\n\w/m,
    );
  });
});

it('a command that fails after an answer is not shown with that answer', async () => {
  const seen = { status: 200, headers: [], body: Buffer.from('fine') };
  const conditions: Conditions = {
    under: async (_, watch) => ({
      ...serverAt('http://127.0.0.1:1', { ...access, permitted: 0 }),
      token: async () => {
        watch({ method: 'GET', url: 'http://127.0.0.1:1/before', seen });
        throw new CommandFailed('token', 'failed.');
      },
    }),
    end: async () => undefined,
  };
  const told: Result[] = [];
  const rest = { isDevelopment: false, allowedHeaders: [], secrets: new Set<string>() };
  const signal = new AbortController().signal;
  await judgeAll(['session'], { ...rest, conditions, signal, tell: (result) => told.push(result) });
  expect(told[0]?.verdict).toEqual({
    kind: 'failed',
    faults: ['The token command failed.'],
    exchange: null,
  });
});

describe('below all rows', { timeout: 60_000 }, () => {
  it('is the question whether that is the server, where all were answered alike', async () => {
    const url = await anyServer((_, res) => void res.writeHead(501).end());
    const { printed } = await runKit([
      '--target',
      url,
      '--contract',
      'session',
      '--contract',
      'gsm',
      '--contract',
      'tenant',
      '--token-command',
      `echo ${OPAQUE}`,
    ]);
    expect(linesOf(printed, 'passed')).toEqual([]);
    expect(printed).toContain('Every answer was 501: is this the server that is meant');
  });

  it('is the option for headers that a proxy adds, where there are undeclared ones', async () => {
    const url = await anyServer((_, res) => void res.writeHead(401, { Via: '1.1 proxy' }).end());
    const { printed } = await runKit(['--target', url, '--contract', 'session']);
    expect(printed).toMatch(/\nWhere it is a proxy that adds via: --allow-header NAME\.\n/);
    expect(printed).toContain('the body is empty');
  });
});

describe('text of others', () => {
  it.each([
    ['a JWT', 'it is eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln, truly', 'it is <token>, truly'],
    ['an encrypted JWT', 'eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn', '<token>'],
    ['what the run was given', `key ${OPAQUE}${OPAQUE}`, 'key <secret><secret>'],
    ['a word that is as short as one', 'shorter', 'shorter'],
    ['what turns the direction of reading', 'a\u202eb', 'a\\u{202e}b'],
    ['a C1 control character', 'a\u009b31m', 'a\\u{009b}31m'],
  ])('is shown without %s', (_, text, safe) => {
    expect(shown(text, new Set([OPAQUE, 'short']))).toBe(safe);
  });

  it('is cut only after credentials are out of it', () => {
    expect(shown(`${'x'.repeat(5)}${OPAQUE}`, new Set([OPAQUE]), 10)).toBe('xxxxx<secr …');
  });
});
