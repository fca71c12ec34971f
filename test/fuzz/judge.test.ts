/** The real thing, in short: what it lets pass, and what it notices. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { chooseEngine } from '../../scripts/fuzz/engines.ts';
import { folderForTest } from '../support/folders.ts';
import { ADMIN_KEY, SECRET } from '../support/server.ts';
import { fuzz } from './command.ts';

/** The first run fetches Schemathesis. */
const INSTALL_MS = 300_000;
const RUN_MS = 60_000;

let missing: string | undefined;
beforeAll(() => {
  if (spawnSync('python3', ['-c', 'import ensurepip, venv']).status !== 0)
    missing = 'there is no python3 with venv';
  else {
    try {
      chooseEngine('venv', '');
    } catch (error) {
      missing = `Schemathesis cannot be installed: ${(error as Error).message.split('\n').at(-1)}`;
    }
  }
}, INSTALL_MS);
const needsSchemathesis = (context: TestContext): void => {
  if (missing !== undefined) context.skip(missing);
};

describe('a short run', () => {
  it('lets logoutd pass, and leaves what came of it', { timeout: RUN_MS }, async (context) => {
    needsSchemathesis(context);
    const reports = folderForTest();
    const args = ['--by', 'venv', '--document', 'gsm', '--document', 'platform', '--examples', '5'];
    const { status, output } = await fuzz([...args, '--reports', reports]);
    expect(output).toMatch(
      /^platform +1 +\d+ +[1-9]\d* +0 +0\ngsm +1 +\d+ +[1-9]\d* +0 +0\nall +2 +\d+ +\d+ +0 +0$/m,
    );
    expect(status).toBe(0);
    expect(readFileSync(join(reports, 'gsm.xml'), 'utf8')).toContain('POST /api/security/v1/auth/logout');
  });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}
type Lie = (answer: Answer) => Answer;

const COMMON = { 'Cache-Control': 'no-store', 'x-request-id': 'req-1', 'Content-Type': 'application/json' };
const refused = (message: string) => ({ success: false, message });

/** As the session contract answers, and then as the lie has it. */
function answerTo(method: string | undefined, authorization: string | undefined): Answer {
  if (method !== 'POST') {
    const headers = { ...COMMON, Allow: 'POST, OPTIONS' };
    return { status: 405, headers, body: refused('Método no permitido') };
  }
  if (!authorization?.startsWith('Bearer eyJ')) {
    const headers = { ...COMMON, 'WWW-Authenticate': 'Bearer' };
    return { status: 401, headers, body: refused('Token no proporcionado o inválido') };
  }
  const body = { success: true, message: 'Sesión cerrada exitosamente', data: null };
  return { status: 200, headers: COMMON, body };
}

describe('a server that speaks the session contract', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function judged(lie: Lie) {
    server = createServer((asked, answer) => {
      const { status, headers, body } = lie(answerTo(asked.method, asked.headers.authorization));
      asked.resume();
      answer.writeHead(status, headers).end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const args = ['--by', 'venv', '--url', url, '--document', 'session', '--examples', '3'];
    const env = { LOGOUTD_JWT_SECRET: SECRET, LOGOUTD_ADMIN_KEY: ADMIN_KEY };
    return fuzz([...args, '--reports', folderForTest()], undefined, env);
  }

  it('passes', { timeout: RUN_MS }, async (context) => {
    needsSchemathesis(context);
    const { status, output } = await judged((answer) => answer);
    expect(output).toMatch(/^all +1 +\d+ +[1-9]\d* +0 +0$/m);
    expect(status).toBe(0);
  });

  const at200 =
    (change: (answer: Answer) => Answer): Lie =>
    (answer) =>
      answer.status === 200 ? change(answer) : answer;
  it.for<{ readonly what: string; readonly lie: Lie; readonly said: string }>([
    {
      what: 'an undeclared status',
      lie: at200((one) => ({ ...one, status: 202 })),
      said: 'Undocumented status code',
    },
    {
      what: 'an undeclared member',
      lie: at200((one) => ({ ...one, body: { ...one.body, more: 1 } })),
      said: 'Response violates schema',
    },
    {
      what: 'an undeclared media type',
      lie: at200((one) => ({ ...one, headers: { ...one.headers, 'Content-Type': 'text/plain' } })),
      said: 'Undocumented Content-Type',
    },
    {
      what: 'an undeclared header',
      lie: at200((one) => ({ ...one, headers: { ...one.headers, 'X-Powered-By': 'magic' } })),
      said: 'undeclared headers: x-powered-by',
    },
    {
      what: 'a declared header that is missing',
      lie: at200((one) => ({ ...one, headers: { 'Content-Type': 'application/json' } })),
      said: 'Missing required response headers',
    },
    {
      what: 'success without a credential',
      lie: (one) => (one.status === 401 ? { ...answerTo('POST', 'Bearer eyJ') } : one),
      said: 'API accepts',
    },
    {
      what: 'a method that there is not',
      lie: (one) => (one.status === 405 ? answerTo('POST', 'Bearer eyJ') : one),
      said: 'Unsupported method',
    },
    {
      what: 'a server error',
      lie: at200((one) => ({ ...one, status: 500, body: refused('Error interno del servidor') })),
      said: 'Server error',
    },
  ])('is caught at $what', { timeout: RUN_MS }, async ({ lie, said }, context) => {
    needsSchemathesis(context);
    const { status, output } = await judged(lie);
    expect(output).toContain(said);
    expect(status).toBe(1);
  });
});
