/** Nothing that no document declares gets past the watch, whatever a test asks for and looks at. */
import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { request } from '../support/request.ts';
import { forgetUndeclared, rememberServer, wireReport } from './wire.ts';

const ID = '8d472d95-140e-414d-bbd7-26f0b82bd059';
const usual = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'x-request-id': ID };
const LOGGED_OUT = '{"message":"Logged out successfully"}';

const says =
  (status: number, headers: OutgoingHttpHeaders, body: string): RequestListener =>
  (_, res) =>
    res.writeHead(status, { ...headers, 'Content-Length': body.length }).end(body);

/** What is found of a server that answers so, when it is asked to log out by platform. */
async function foundOf(
  answer: RequestListener,
  [method, target]: readonly [string, string] = ['POST', '/auth/logout'],
): Promise<readonly string[]> {
  const server = createServer((req, res) => {
    res.sendDate = false;
    answer(req, res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  rememberServer(port);
  await request({ port }, method, target).catch(() => undefined);
  server.close();
  await once(server, 'close');
  return forgetUndeclared();
}

/** These very bytes, and the end of the connection. */
const bytes =
  (...lines: readonly string[]): RequestListener =>
  (req) =>
    req.socket.end(lines.join('\r\n'));
const head = [
  'HTTP/1.1 200 OK',
  ...Object.entries(usual).map(([name, value]) => `${name}: ${value}`),
  `Content-Length: ${LOGGED_OUT.length}`,
  'Connection: close',
];

const PAGE: readonly [string, string] = ['GET', '/'];
const page = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'x-request-id': ID,
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; style-src 'self'",
  'Referrer-Policy': 'no-referrer',
};

describe('the watch over the wire', () => {
  it('counts an answer that is declared, by operation, status and media type', async () => {
    const before = wireReport().answers['platformLogout 200 application/json'] ?? 0;
    expect(await foundOf(says(200, usual, LOGGED_OUT))).toEqual([]);
    expect(wireReport().answers['platformLogout 200 application/json']).toBe(before + 1);
  });

  it.each<[string, string, RequestListener]>([
    ['a status', 'platformLogout does not declare 418', says(418, usual, '{}')],
    [
      'a member',
      'body/more is not declared',
      says(200, usual, '{"message":"Logged out successfully","more":1}'),
    ],
    ['a header', 'header x-more is not declared', says(200, { ...usual, 'x-more': '1' }, LOGGED_OUT)],
    [
      'a media type',
      'media type text/html, not application/json',
      says(200, { ...usual, 'Content-Type': 'text/html' }, LOGGED_OUT),
    ],
    ['a body of a bare refusal', 'platformLogout does not declare 431', says(431, usual, 'too much')],
  ])('finds %s that is not', async (_, fault, answer) => {
    expect(await foundOf(answer)).toContainEqual(expect.stringContaining(fault));
  });

  it.each<[string, string, RequestListener]>([
    [
      'a second answer',
      '86 bytes behind the last answer',
      bytes(...head, '', `${LOGGED_OUT}${'x'.repeat(86)}`),
    ],
    [
      'an interim answer',
      'an interim answer 103',
      bytes('HTTP/1.1 103 Early Hints', 'Link: </x>', '', ...head, '', LOGGED_OUT),
    ],
    ['a status line of no HTTP', 'bytes that are no answer', bytes('ICY 200 OK', '', '')],
    [
      'a refusal to read what is in order',
      'it refuses to read a request that is in order',
      bytes(
        'HTTP/1.1 400 Bad Request',
        'Cache-Control: no-store',
        'Connection: close',
        'Content-Length: 0',
        '',
        '',
      ),
    ],
    [
      'a header of CORS that nobody asked for',
      'header access-control-allow-origin, and the request has no Origin',
      says(200, { ...usual, 'Access-Control-Allow-Origin': 'https://a.example' }, LOGGED_OUT),
    ],
  ])('finds %s', async (_, fault, answer) => {
    expect(await foundOf(answer)).toContainEqual(expect.stringContaining(fault));
  });

  it('takes the page as it is', async () => {
    expect(await foundOf(says(200, page, '<p>'), PAGE)).toEqual([]);
  });

  it.each<[string, string, OutgoingHttpHeaders]>([
    ['the name of a framework', 'header x-powered-by is not declared', { 'X-Powered-By': 'Express' }],
    ['a cookie', 'header set-cookie is not declared', { 'Set-Cookie': 'a=b' }],
    [
      'another media type',
      'media type application/zip, not text/html',
      { 'Content-Type': 'application/zip' },
    ],
    [
      'another policy',
      'header Content-Security-Policy must match',
      { 'Content-Security-Policy': 'default-src *' },
    ],
  ])('finds %s on the page', async (_, fault, headers) => {
    expect(await foundOf(says(200, { ...page, ...headers }, '<p>'), PAGE)).toContainEqual(
      expect.stringContaining(fault),
    );
  });
});
