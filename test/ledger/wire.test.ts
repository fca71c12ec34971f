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
async function foundOf(answer: RequestListener): Promise<readonly string[]> {
  const server = createServer((req, res) => {
    res.sendDate = false;
    answer(req, res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  rememberServer(port);
  await request({ port }, 'POST', '/auth/logout');
  server.close();
  await once(server, 'close');
  return forgetUndeclared();
}

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
});
