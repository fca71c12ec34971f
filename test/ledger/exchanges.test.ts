import { describe, expect, it } from 'vitest';
import { exchangesOf } from './exchanges.ts';

const answer = (status: number, body = ''): string =>
  `HTTP/1.1 ${status} Said\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`;
const told = (sent: string, received: string) =>
  exchangesOf(sent, received).map(({ asked, seen }) => [
    asked?.target ?? null,
    seen.status,
    seen.body.toString(),
  ]);

describe('what went over a connection', () => {
  it('is cut into requests and their answers, in order', () => {
    const sent = `POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /${get('/b')}`;
    expect(told(sent, `${answer(200, 'one')}${answer(404, 'two')}`)).toEqual([
      ['/a', 200, 'one'],
      ['/b', 404, 'two'],
    ]);
  });

  it('is cut behind chunks, too', () => {
    const sent = `POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nGET /\r\n0\r\n\r\n${get('/b')}`;
    expect(told(sent, `${answer(200)}${answer(200)}`).map(([target]) => target)).toEqual(['/a', '/b']);
  });

  it('knows that HEAD has no body, whatever its length says', () => {
    const head = 'HTTP/1.1 405 No\r\nContent-Length: 100\r\n\r\n';
    expect(
      told(`HEAD /a HTTP/1.1\r\n\r\n${get('/b')}`, `${head}${answer(200)}`).map(([, status]) => status),
    ).toEqual([405, 200]);
  });

  it('passes interim answers over', () => {
    expect(told(get('/a'), `HTTP/1.1 100 Continue\r\n\r\n${answer(200)}`)).toEqual([['/a', 200, '']]);
  });

  it('says of an answer behind what it cannot read that it knows no request', () => {
    expect(told(`no HTTP\r\n\r\n`, answer(400))).toEqual([[null, 400, '']]);
    const two = 'POST /a HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx';
    expect(told(`${two}${get('/b')}`, `${answer(400)}${answer(200)}`)).toEqual([
      ['/a', 400, ''],
      [null, 200, ''],
    ]);
  });

  it('leaves out an answer that did not come whole', () => {
    expect(told(get('/a'), 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab')).toEqual([]);
  });
});
