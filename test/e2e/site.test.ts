/** The page and what belongs to it, over the wire. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { operations } from '../../generated/operations.ts';
import { rawRequest } from '../support/raw.ts';
import { request } from '../support/request.ts';
import { sharedServer } from '../support/shared-server.ts';

const development = sharedServer(() => ({ env: { NODE_ENV: '', LOGOUTD_STORE: 'memory:' } }));
const production = sharedServer(() => ({ env: { LOGOUTD_STORE: 'memory:' } }));
const get = (path: string, headers = {}) => request(development(), 'GET', path, { headers });

const names = Object.keys(operations);
const resources: readonly (readonly [path: string, mediaType: string])[] = [
  ['/', 'text/html; charset=utf-8'],
  ['/page.css', 'text/css; charset=utf-8'],
  ['/page.js', 'text/javascript; charset=utf-8'],
  ['/icon.svg', 'image/svg+xml'],
  ['/llms.txt', 'text/plain; charset=utf-8'],
  ['/openapi/index.json', 'application/json'],
  ...names.flatMap((name) => [
    [`/openapi/${name}.yaml`, 'application/yaml'] as const,
    [`/openapi/${name}.json`, 'application/json'] as const,
  ]),
];

describe.each(resources)('%s', (path, mediaType) => {
  it('is what it says, and neither kept nor taken for anything else', async () => {
    const reply = await get(path);
    expect([reply.status, reply.headers['content-type']]).toEqual([200, mediaType]);
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
    expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(reply.text.length).toBeGreaterThan(200);
  });

  it('has a HEAD of the same headers, refuses other methods, and says which it has', async () => {
    const [head, whole] = [await request(development(), 'HEAD', path), await get(path)];
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(whole.text)));
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const refused = await request(development(), method, path);
      expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    }
    const options = await request(development(), 'OPTIONS', path);
    expect([options.status, options.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  it('names no address but this server’s own', async () => {
    const addresses = (await get(path)).text.match(/\b\w+:\/\/[^\s"'<>)\\`]+/g) ?? [];
    const foreign = addresses.filter((address) => !address.startsWith(development().url));
    expect(foreign).toEqual(path === '/icon.svg' ? ['http://www.w3.org/2000/svg'] : []);
  });

  it('is declared among the paths that no contract has', () => {
    const layer = parse(readFileSync(new URL('../../openapi/http-layer.yaml', import.meta.url), 'utf8'));
    const declared = (layer.routes as { path: string; methods: string[]; statuses: number[] }[]).find(
      (route) => new RegExp(`^${route.path.replace('{contract}', '(?!index)\\w+')}$`).test(path),
    );
    expect(declared?.methods).toEqual(['GET', 'HEAD']);
    expect(declared?.statuses).toContain(200);
  });
});

const directives = (policy: string | undefined): Record<string, string> =>
  Object.fromEntries(
    (policy ?? '').split('; ').map((one) => /^(\S+) (.*)$/.exec(one)?.slice(1) ?? [one, '']),
  );

describe('the page', () => {
  it('may load what this server has for it, talk to it, and nothing else', async () => {
    const { headers } = await get('/');
    expect(directives(headers['content-security-policy'] as string)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'connect-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('has no style and no script in its text', async () => {
    const { text } = await get('/');
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
    expect(text.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/page.js">']);
  });

  it('has no script, no form, and may have none, in production', async () => {
    const { headers, text } = await request(production(), 'GET', '/');
    const policy = directives(headers['content-security-policy'] as string);
    expect([policy['script-src'], policy['connect-src']]).toEqual([undefined, undefined]);
    expect(policy['default-src']).toBe("'none'");
    expect(text).not.toMatch(/<(?:script|form|button)/);
    expect((await request(production(), 'GET', '/page.js')).status).toBe(404);
    expect((await request(production(), 'GET', '/page.css')).status).toBe(200);
  });
});

describe('the address in the code samples', () => {
  const addressOf = (page: string): string | undefined =>
    /curl<\/span>.*?&quot;(.*?)\/auth\/logout/s.exec(page)?.[1];

  it('is the one that the client asked at', async () => {
    expect(addressOf((await get('/')).text)).toBe(development().url);
    expect(addressOf((await get('/', { Host: 'logout.example.com:8443' })).text)).toBe(
      'http://logout.example.com:8443',
    );
    expect(addressOf((await get('/', { Host: '[::1]:4000' })).text)).toBe('http://[::1]:4000');
  });

  /** RFC 3986 has them all in a name; a shell would read them. */
  it.each(['$(id)', '$HOME', "a'b", 'a;b', 'a&b', '!x', 'a*b', ''])(
    'is never a host that could mean something else: %s',
    async (host) => {
      const reply = await rawRequest(development(), ['GET / HTTP/1.1', `Host: ${host}`]);
      expect(reply.status).toBe(200);
      expect(addressOf(reply.body)).toBe(development().url);
    },
  );
});

describe('llms.txt', () => {
  it('has the form of llmstxt.org: a title, a summary, text, and lists of links', async () => {
    const [title, blank, summary, ...rest] = (await get('/llms.txt')).text.split('\n');
    expect([title, blank]).toEqual(['# logoutd', '']);
    expect(summary).toMatch(/^> .{40}/);
    const sections = rest.join('\n').split(/^## /m).slice(1);
    expect(sections.map((section) => section.split('\n')[0])).toEqual(['Documents', 'Optional']);
    for (const line of sections.flatMap((section) => section.trim().split('\n').slice(2))) {
      expect(line).toMatch(/^- \[[^\]]+\]\(http:\/\/[^)]+\): .+$/);
    }
  });

  it('links to documents that are there, all of them', async () => {
    const { text } = await get('/llms.txt');
    const links = [...text.matchAll(/\]\((\S+)\)/g)].map(([, link = '']) => link);
    for (const link of links) {
      expect((await get(link.slice(development().url.length))).status, link).toBe(200);
    }
    for (const name of names) expect(links).toContain(`${development().url}/openapi/${name}.yaml`);
  });

  it('says how each request is told apart, and how one logs out', async () => {
    const { text } = await get('/llms.txt');
    for (const [name, all] of Object.entries(operations)) {
      for (const { method, path } of all) expect(text).toContain(`- ${name}: \`${method} ${path}\``);
    }
    expect(text).toContain('`GET /auth/logout` with `x-store-id`');
    expect(text).toContain('`GET /auth/logout` without `x-store-id`');
    for (const name of names.filter((each) => each !== 'control')) {
      expect(text).toMatch(new RegExp(`^- ${name}: \`curl .*\`\\. After a 200 .*client`, 'm'));
    }
  });
});
