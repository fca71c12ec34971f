import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContractName } from '../../generated/operations.ts';
import { readDocument, resolve } from '../../scripts/contracts/documents.ts';

const script = fileURLToPath(new URL('../../scripts/mock.ts', import.meta.url));
const bearer = { Authorization: 'Bearer of-any-value' };
const START_MS = 60_000;

/** In a process group of its own, in which whatever it starts can be found again. */
function start(...args: string[]): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [script, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      child.emit('said');
    });
  }
  return { child, output: () => said };
}

const isGroupAlive = (group: number): boolean => {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
};

/** Each row is a documented request, and a status to ask for that only this contract's document words so. */
const requests: readonly (readonly [ContractName, string, string, Record<string, string>, number])[] = [
  ['platform', 'POST', '/auth/logout', bearer, 409],
  ['gsm', 'POST', '/api/security/v1/auth/logout', { Cookie: 'gsm_token=of-any-value' }, 200],
  ['tenant', 'GET', '/auth/logout', { 'x-token': 'of-any-value' }, 403],
  ['session', 'POST', '/api/auth/logout', { ...bearer, 'Content-Type': 'application/json' }, 500],
  ['storefront', 'GET', '/auth/logout', { ...bearer, 'X-Store-Id': 'store-1' }, 404],
  ['storefront', 'POST', '/auth/logout', { ...bearer, 'x-store-id': 'store-1' }, 200],
  ['control', 'GET', '/v1/sessions/{sessionId}', bearer, 404],
];

describe('npm run mock', () => {
  let mock: ReturnType<typeof start>;
  let url: string;

  beforeAll(async () => {
    mock = start('--port', '0');
    const address = /listens on (http:\S+)\n/;
    while (!address.test(mock.output())) {
      if (mock.child.exitCode !== null) throw new Error(mock.output());
      await Promise.race([once(mock.child, 'said'), once(mock.child, 'close')]);
    }
    url = address.exec(mock.output())?.[1] ?? '';
  }, START_MS);
  afterAll(() => {
    if (isGroupAlive(mock.child.pid ?? 0)) process.kill(-(mock.child.pid ?? 0), 'SIGKILL');
  });

  it.each(requests)('answers as documented: %s, %s %s', async (contract, method, path, headers, status) => {
    const asked = path.replace('{sessionId}', 'any');
    const wants = { ...headers, Prefer: `code=${status}` };
    const answer = await fetch(`${url}${asked}?a=b`, { method, headers: wants });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual(await exampleOf(contract, method, path, status));
  });

  it('answers without a credential as documented, too', async () => {
    const answer = await fetch(`${url}/api/auth/logout`, { method: 'POST' });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual(await exampleOf('session', 'POST', '/api/auth/logout', 401));
  });

  it.each([
    ['OPTIONS', '/auth/logout', 204, 'GET, POST, OPTIONS', ''],
    ['DELETE', '/auth/logout', 405, 'POST, OPTIONS', 'mock: platform has no operation DELETE /auth/logout\n'],
    ['POST', '/auth/logout/', 404, null, 'mock: no contract has the path /auth/logout/\n'],
  ])('answers %s %s, which no document has, with %s', async (method, path, status, allow, text) => {
    const answer = await fetch(`${url}${path}`, { method, headers: bearer });
    expect([answer.status, answer.headers.get('allow')]).toEqual([status, allow]);
    expect(await answer.text()).toBe(text);
  });

  it('takes a POST that says nothing of a body, as curl sends it, for one without', async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /auth/logout HTTP/1.1\r\nHost: x\r\n${'Authorization: Bearer x'}\r\nConnection: close\r\n\r\n`,
    );
    const received = Buffer.concat(await socket.toArray()).toString();
    expect(received).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('says so when Prism does not answer, as with JSON that does not parse', async () => {
    const headers = { ...bearer, 'Content-Type': 'application/json' };
    const answer = await fetch(`${url}/auth/logout`, { method: 'POST', headers, body: '{' });
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain('is the body JSON?');
  });

  it('leaves no process behind after SIGTERM', async () => {
    const { pid = 0 } = mock.child;
    expect(isGroupAlive(pid)).toBe(true);
    mock.child.kill('SIGTERM');
    const [status] = await once(mock.child, 'close');
    expect(status).toBe(0);
    expect(isGroupAlive(pid)).toBe(false);
  });
});

describe('npm run mock, wrongly called', () => {
  it('names a port that is taken, and starts nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { child, output } = start('--port', String(port));
    const [status] = await once(child, 'close');
    other.close();
    expect(status).toBe(1);
    expect(output()).toBe(`mock: port ${port} is taken; choose another: npm run mock -- --port N\n`);
  });

  it.each([[['--port', 'http']], [['--port', '65536']], [['--prot', '1']]])('refuses %j', async (args) => {
    const { child, output } = start(...args);
    const [status] = await once(child, 'close');
    expect(status).toBe(64);
    expect(output()).toMatch(/^mock: .+\nnpm run mock -- --help says more\.\n$/);
  });
});

/** The document's example, the first where there are several, as Prism takes it. */
async function exampleOf(contract: ContractName, method: string, path: string, status: number) {
  type Media = { example?: unknown; examples?: Record<string, { value: unknown }> };
  const document = await readDocument(contract);
  const operation = document.paths[path]?.[method.toLowerCase()] as {
    responses: Record<string, { content: Record<string, Media> }>;
  };
  const response = operation.responses[status];
  if (response === undefined) throw new Error(`${contract} has no ${status}`);
  const [media] = Object.values(resolve(document, response).content);
  return media?.example ?? Object.values(media?.examples ?? {})[0]?.value;
}
