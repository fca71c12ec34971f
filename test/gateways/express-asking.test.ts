/** What the middleware is made with, and what it does with an error of what stands behind it. */
import { execFile } from 'node:child_process';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { requireSession } from '../../src/middleware/express.ts';

const MIDDLEWARE = new URL('../../src/middleware/express.ts', import.meta.url).href;
const LIVE = {
  'x-session-subject': 'ada',
  'x-session-id': 'a',
  'x-session-tenant': '',
  'x-session-issuer': 'default',
};

/** A logoutd that says yes, and the paths that it was asked. */
async function saysYes() {
  const paths: (string | undefined)[] = [];
  const server = createServer((req, res) => {
    paths.push(req.url);
    res.writeHead(200, LIVE).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths };
}

/** Passes one request through it, and resolves to what `next` was called with once nothing more comes. */
async function passed(url: string | URL, next: (calls: readonly unknown[]) => void = () => {}) {
  const req = new IncomingMessage(new Socket());
  req.rawHeaders.push('Host', 'app');
  const res = Object.assign(new ServerResponse(req), { locals: {} });
  const calls: unknown[] = [];
  requireSession({ url })(req, res, (error) => {
    calls.push(error);
    next(calls);
  });
  await expect.poll(() => calls.length).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  return calls;
}

describe('requireSession', () => {
  it.each([
    ['', '/v1/verify'],
    ['/', '/v1/verify'],
    ['/prefix', '/prefix/v1/verify'],
    ['/prefix/', '/prefix/v1/verify'],
    ['/two/parts//', '/two/parts/v1/verify'],
  ])('takes the path of its url as a prefix: %j', async (path, asked) => {
    const { url, paths } = await saysYes();
    await passed(`${url}${path}`);
    await passed(new URL(`${url}${path}`));
    expect(paths).toEqual([asked, asked]);
  });

  it.each([
    ['', 'url is no URL'],
    ['127.0.0.1:4000', 'url is no URL'],
    ['localhost:4000', 'has to begin with http:// or https://'],
    ['ftp://127.0.0.1', 'has to begin with http:// or https://'],
    ['file:///etc/passwd', 'has to begin with http:// or https://'],
    ['http://me:hunter2@127.0.0.1', 'must not hold a user or a password'],
    ['http://127.0.0.1:4000/?x=1', 'nothing after ? or #'],
    ['http://127.0.0.1:4000/#hunter2', 'nothing after ? or #'],
    [undefined as unknown as string, 'url is no URL'],
  ])('refuses what is no address of a server, when it is made: %j', (url, words) => {
    let refused: unknown;
    try {
      requireSession({ url });
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(TypeError);
    const { message } = refused as TypeError;
    expect(message).toContain('requireSession({ url }): ');
    expect(message).toContain(words);
    expect(message).not.toContain('hunter2');
  });

  it.each([Number.NaN, -1, 0, 1.5, '5' as unknown as number, 2 ** 31, 2 ** 33, Number.POSITIVE_INFINITY])(
    'refuses a timeoutMs that no timer takes, when it is made: %s',
    (timeoutMs) => {
      const made = () => requireSession({ url: 'http://127.0.0.1:4000', timeoutMs });
      expect(made).toThrow(TypeError);
      expect(made).toThrow('timeoutMs has to be a whole number from 1 to 2147483647');
    },
  );

  it.each([1, 2 ** 31 - 1])('takes a timeoutMs of %i', (timeoutMs) => {
    expect(() => requireSession({ url: 'http://127.0.0.1:4000', timeoutMs })).not.toThrow();
  });

  it('calls next once for a live session', async () => {
    expect(await passed((await saysYes()).url)).toEqual([undefined]);
  });

  it('hands to next what next throws, and leaves no rejection behind', async () => {
    const rejected: unknown[] = [];
    const onRejection = (error: unknown): void => void rejected.push(error);
    process.on('unhandledRejection', onRejection);
    onTestFinished(() => void process.off('unhandledRejection', onRejection));
    const thrown = new Error('of a route');
    const calls = await passed((await saysYes()).url, ({ length }) => {
      if (length === 1) throw thrown;
    });
    expect(calls).toEqual([undefined, thrown]);
    expect(rejected).toEqual([]);
  });

  it('lets surface what next throws of an error, too, as an exception and not as a rejection', async () => {
    const program = `
      import { createServer } from 'node:http';
      import { requireSession } from ${JSON.stringify(MIDDLEWARE)};
      process.on('unhandledRejection', () => console.log('rejection'));
      process.on('uncaughtException', ({ message }, origin) => console.log(origin, message));
      let times = 0;
      const next = () => { times += 1; throw new Error('time ' + times); };
      const res = { locals: {} };
      requireSession({ url: process.argv[1] })({ headers: {}, rawHeaders: [] }, res, next);
    `;
    const { url } = await saysYes();
    const args = ['--input-type=module', '--eval', program, url];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 15_000 });
    expect(stdout).toBe('uncaughtException time 2\n');
  });
});
