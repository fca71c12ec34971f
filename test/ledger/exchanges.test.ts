import { describe, expect, it } from 'vitest';
import { talkOf } from './exchanges.ts';

const answer = (status: number, body = ''): string =>
  `HTTP/1.1 ${status} Said\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`;
const told = (sent: string, received: string) =>
  talkOf(sent, received).exchanges.map(({ asked, seen }) => [
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

  it('passes 100 over, and tells of any other interim answer', () => {
    expect(told(get('/a'), `HTTP/1.1 100 Continue\r\n\r\n${answer(200)}`)).toEqual([['/a', 200, '']]);
    const { exchanges } = talkOf(get('/a'), `HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${answer(200)}`);
    expect(exchanges.map(({ seen }) => seen.besides)).toEqual([['an interim answer 103']]);
  });

  it('tells of trailers, and takes chunks for the body that they make', () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    const { exchanges } = talkOf(get('/a'), `${head}3\r\none\r\n1;x=y\r\n!\r\n0\r\nX-Late: 1\r\n\r\n`);
    expect(exchanges.map(({ seen }) => [seen.body.toString(), seen.besides])).toEqual([
      ['one!', ['trailer x-late is not declared']],
    ]);
  });

  it.each([
    ['an answer that nobody asked for', get('/a'), `${answer(200)}${answer(200)}`, '40 bytes'],
    ['bytes behind an answer', get('/a'), `${answer(200)}more`, '4 bytes'],
    ['a body behind HEAD', 'HEAD /a HTTP/1.1\r\n\r\n', answer(200, 'one'), '3 bytes'],
    ['a body behind 204', get('/a'), answer(204, 'one'), '3 bytes'],
  ])('tells of %s', (_, sent, received, bytes) => {
    expect(talkOf(sent, received).faults).toEqual([`${bytes} behind the last answer`]);
  });

  it('tells of bytes that are no answer', () => {
    expect(talkOf(`${get('/a')}${get('/b')}`, `${answer(200)}nonsense!`).faults).toEqual([
      'bytes that are no answer',
    ]);
  });

  it('says of an answer behind what it cannot read that it knows no request', () => {
    expect(told(`no HTTP\r\n\r\n`, answer(400))).toEqual([[null, 400, '']]);
    const two = 'POST /a HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx';
    expect(told(`${two}${get('/b')}`, `${answer(400)}${answer(200)}`)).toEqual([
      ['/a', 400, ''],
      [null, 200, ''],
    ]);
    expect(talkOf(two, `${answer(400)}${answer(400)}${answer(400)}`).faults).toHaveLength(1);
  });

  it('leaves out an answer that did not come whole', () => {
    expect(talkOf(get('/a'), 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab')).toEqual({
      exchanges: [],
      faults: [],
    });
  });
});

describe('a request that is in order', () => {
  const isPlain = (sent: string) => talkOf(sent, answer(200)).exchanges[0]?.asked?.isPlain;

  it('is plain', () => {
    expect(isPlain(get('/a?b=c'))).toBe(true);
  });

  it.each([
    ['a target that is no path', 'GET http://x/a HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a method that nobody knows', 'FROB /a HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['no Host', 'GET /a HTTP/1.1\r\n\r\n'],
    ['two Hosts', 'GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n'],
    ['a space before a colon', 'GET /a HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n'],
    ['a control character', 'GET /a HTTP/1.1\r\nHost: x\r\nA: b\0\r\n\r\n'],
    ['a head of 9 KB', `GET /a HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(9000)}\r\n\r\n`],
    ['a target of 9 KB', `GET /${'a'.repeat(9000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['chunks oddly spelled', 'POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked \t\r\n\r\n0\r\n\r\n'],
    ['half a body', 'POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab'],
  ])('is not, with %s', (_, sent) => {
    expect(isPlain(sent)).toBe(false);
  });
});
