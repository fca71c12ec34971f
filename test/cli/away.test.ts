/** No server, another server, no key, a wrong one: a line that says what to do, and the status for it. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folderForTest } from '../support/folders.ts';
import { freePort } from '../support/free-port.ts';
import { ADMIN_KEY, CHECK_KEY } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { at, type Ended, logoutd, type Place, register } from './logoutd.ts';

const ASK = ['sessions', 'list'];
const server = sharedServer(() => ({ env: { LOGOUTD_STORE: 'memory:' } }));

async function listening(other: Server): Promise<string> {
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
}
const answering = (answer: RequestListener): Promise<string> => listening(createHttpServer(answer));
const saying = (say: (socket: Socket) => void): Promise<string> =>
  listening(createServer((socket) => void socket.on('error', () => {}).once('data', () => say(socket))));

/** The one line that a failure is. */
function failure({ status, stdout, stderr }: Ended): readonly [status: number, line: string] {
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^logoutd: [^\n]+\n$/);
  return [status, stderr.slice('logoutd: '.length, -1)];
}
const ask = async (url: string, ...args: readonly string[]) =>
  failure(await logoutd([...ASK, ...args], at({ url }, 'some-key')));

describe('where no server answers as one, the status is 69', () => {
  it('nobody listens', async () => {
    const PORT = String(await freePort());
    const url = `http://127.0.0.1:${PORT}`;
    const line = `no server at ${url}. Start one with logoutd serve, or say by --url or LOGOUTD_URL where it is.`;
    expect(await ask(url)).toEqual([69, line]);
    expect(failure(await logoutd(ASK, { env: { PORT } }))).toEqual([69, line]);
  });

  it.each(['http://127.0.0.1:1', 'http://127.0.0.1:6666'])(
    'its port is one that fetch refuses: %s',
    async (url) => {
      const line = `fetch refuses the port of ${url}, which browsers keep for another protocol: give the server another.`;
      expect(await ask(url)).toEqual([69, line]);
    },
  );

  it('the name leads nowhere', async () => {
    const [status, line] = await ask('http://no-such-host.invalid:4000');
    expect(status).toBe(69);
    expect(line).toMatch(
      /^the name in http:\/\/no-such-host\.invalid:4000 leads nowhere \(E\w+\): say by --url/,
    );
  });

  it('it does not answer in time', async () => {
    const url = await saying(() => {});
    expect(await ask(url, '--timeout', '1')).toEqual([
      69,
      `${url} has not answered within 1 s. Is it logoutd? --timeout waits longer.`,
    ]);
  });

  it('it hangs up', async () => {
    const url = await saying((socket) => socket.destroy());
    const [status, line] = await ask(url);
    expect([status, line]).toEqual([69, expect.stringContaining(`${url} did not finish its answer`)]);
  });

  it('it hangs up in the middle of its answer', async () => {
    const head =
      'HTTP/1.1 200 OK\r\nx-request-id: r\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n';
    const url = await saying((socket) => socket.end(`${head}{"sessions"`));
    const [status, line] = await ask(url);
    expect([status, line]).toEqual([69, expect.stringContaining(`${url} did not finish its answer`)]);
  });

  it('it speaks something else', async () => {
    const url = await saying((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
    expect(await ask(url)).toEqual([
      69,
      `what answers at ${url} is not logoutd: it does not speak HTTP. Look at the address.`,
    ]);
    const [status, line] = await ask(url.replace('http:', 'https:'));
    expect([status, line]).toEqual([69, expect.stringContaining('does not speak TLS: try http:// instead.')]);
  });

  it.each([
    ['a page', 200, { 'content-type': 'text/html' }, '<html>', 'it answers 200 with text/html'],
    [
      'another API',
      200,
      { 'content-type': 'application/json' },
      '{}',
      'it answers 200 with application/json',
    ],
    ['a 404 of another', 404, { 'content-type': 'text/plain' }, 'no', 'it answers 404 with text/plain'],
    [
      'what is no JSON after all',
      200,
      { 'content-type': 'application/json', 'x-request-id': 'r' },
      '{"sess',
      'it answers no JSON',
    ],
  ])('it is another server: %s', async (_, status, headers, body, why) => {
    const url = await answering((_req, res) => void res.writeHead(status, headers).end(body));
    expect(await ask(url)).toEqual([
      69,
      `what answers at ${url} is not logoutd: ${why}. Look at the address.`,
    ]);
  });

  it('it is a proxy before nothing', async () => {
    const url = await answering((_req, res) => void res.writeHead(502).end('Bad Gateway'));
    const [status, line] = await ask(url);
    expect([status, line]).toEqual([
      69,
      expect.stringContaining('what stands in front of it does not reach it'),
    ]);
  });

  it('it redirects: the key does not go there', async () => {
    const asked: (string | undefined)[] = [];
    const elsewhere = await answering((req, res) => {
      asked.push(req.headers.authorization);
      res.end();
    });
    const url = await answering((_req, res) => void res.writeHead(301, { location: `${elsewhere}/x` }).end());
    const line = `${url} redirects to ${elsewhere}/x: give the address that it leads to.`;
    expect(await ask(url)).toEqual([69, line]);
    expect(asked).toEqual([]);
  });
});

describe('where the key does not do, the status is 77, and no key is shown', () => {
  const HOW =
    /: set LOGOUTD_KEY to an admin key, or name a file with one by --key-file; .* development server/;

  it('a wrong one', async () => {
    const [status, line] = failure(await logoutd(ASK, at(server(), 'not-the-key-of-this-server')));
    expect(status).toBe(77);
    expect(line).toMatch(/does not know the key from LOGOUTD_KEY/);
    expect(line).toMatch(HOW);
    expect(line).not.toContain('not-the-key');
  });

  it('none', async () => {
    const [status, line] = failure(await logoutd(ASK, { env: { LOGOUTD_URL: server().url } }));
    expect(status).toBe(77);
    expect(line).toMatch(/ asks for a key/);
    expect(line).toMatch(HOW);
  });

  it('one that may only read metrics', async () => {
    const line = 'the key from LOGOUTD_KEY may not do this, which takes an admin key.';
    expect(failure(await logoutd(ASK, at(server(), CHECK_KEY)))).toEqual([77, line]);
    expect(failure(await logoutd(['token'], at(server(), CHECK_KEY)))).toEqual([77, line]);
  });
});

describe('the key is found', () => {
  const works = async (args: readonly string[], place: Place): Promise<void> => {
    expect(await logoutd([...ASK, ...args], place)).toMatchObject({ status: 0 });
  };
  const url = () => ({ LOGOUTD_URL: server().url });

  it('in LOGOUTD_KEY, before LOGOUTD_ADMIN_KEY', async () => {
    await works([], { env: { ...url(), LOGOUTD_KEY: ADMIN_KEY, LOGOUTD_ADMIN_KEY: 'another' } });
    await works([], { env: { ...url(), LOGOUTD_ADMIN_KEY: ADMIN_KEY } });
    await works([], { env: { ...url(), LOGOUTD_KEY: '', LOGOUTD_ADMIN_KEY: ADMIN_KEY } });
  });

  it('in the file that --key-file names, before both', async () => {
    const file = join(folderForTest(), 'key');
    writeFileSync(file, `${ADMIN_KEY}\n`);
    await works(['--key-file', file], { env: { ...url(), LOGOUTD_KEY: 'another' } });
  });

  it('in the folder of a development server, for a server of this machine only', async () => {
    const cwd = folderForTest();
    mkdirSync(join(cwd, 'data'));
    const secrets = { jwtSecret: 'x'.repeat(43), adminKey: ADMIN_KEY, checkKey: 'y'.repeat(43) };
    writeFileSync(join(cwd, 'data/development-secrets.json'), JSON.stringify(secrets));
    await works([], { cwd, env: url() });
    const asked: (string | undefined)[] = [];
    const proxy = await answering((req, res) => {
      asked.push(req.headers.authorization);
      res.writeHead(502).end();
    });
    // A name that is not known to be this machine's, though it leads there.
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(
      "import dns from 'node:dns';const {lookup}=dns;dns.lookup=(n,o,c)=>lookup('127.0.0.1',o,c);",
    )}`;
    const LOGOUTD_URL = proxy.replace('127.0.0.1', 'elsewhere.example');
    const { status } = await logoutd(ASK, { cwd, env: { LOGOUTD_URL, NODE_OPTIONS } });
    expect([status, asked]).toEqual([69, [undefined]]);
  });
});

describe('where a setting is wrong, the status is 78', () => {
  it.each([
    [{ LOGOUTD_URL: 'localhost:4000' }, 'LOGOUTD_URL has to begin with http:// or https://. Did you mean'],
    [{ LOGOUTD_URL: 'ftp://x' }, 'LOGOUTD_URL has to begin with http:// or https://.'],
    [{ LOGOUTD_URL: 'http://' }, 'LOGOUTD_URL is not a URL.'],
    [{ PORT: '0' }, 'PORT is 0, which is any free port: say by --url or LOGOUTD_URL where the server is.'],
    [{ PORT: 'http' }, 'PORT is no port: say by'],
    [{ LOGOUTD_KEY: 'two words' }, 'LOGOUTD_KEY holds no key: one is printable ASCII without spaces.'],
  ])('%j', async (env, words) => {
    const [status, line] = failure(await logoutd(ASK, { env }));
    expect([status, line]).toEqual([78, expect.stringContaining(words)]);
    expect(line).not.toMatch(/two words|Did you mean http:..ftp/);
  });

  it('a key file that is not there, or is empty', async () => {
    const folder = folderForTest();
    writeFileSync(join(folder, 'empty'), '\n');
    chmodSync(join(folder, 'empty'), 0o600);
    const withFile = async (name: string) =>
      failure(await logoutd([...ASK, '--key-file', join(folder, name)], at(server())));
    expect(await withFile('gone')).toEqual([
      78,
      `the key file ${folder}/gone cannot be read: there is no such file (ENOENT).`,
    ]);
    expect(await withFile('empty')).toEqual([78, `${folder}/empty is empty.`]);
  });

  it('a development secrets file that is damaged', async () => {
    const cwd = folderForTest();
    mkdirSync(join(cwd, 'data'));
    writeFileSync(join(cwd, 'data/development-secrets.json'), '{');
    const [status, line] = failure(await logoutd(ASK, { cwd }));
    expect([status, line]).toEqual([78, expect.stringContaining('is damaged. Delete it')]);
  });
});

it('a URL with a path is taken as a prefix', async () => {
  await register(server(), { subject: 'ada', sessionId: 's-1' });
  const paths: (string | undefined)[] = [];
  const url = await answering((req, res) => {
    paths.push(req.url);
    res.writeHead(502).end();
  });
  await ask(`${url}/logout/`);
  expect(paths).toEqual(['/logout/v1/sessions?issuer=default&limit=50']);
});
