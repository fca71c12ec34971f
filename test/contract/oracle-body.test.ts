/** The oracle bites: each way in which a body can stray from its document is refused, by name. */
import { describe, expect, test } from 'vitest';
import { repeatedMembers } from '../../src/kit/json.ts';
import { faultsOf } from '../../src/kit/oracle.ts';
import {
  answer,
  challenged,
  declared,
  ended,
  envelope,
  unauthorized,
  usual,
  withHeader,
} from './oracle-answers.ts';

describe('the body', () => {
  const { details: _, ...short } = envelope;
  test.each([
    ['an extra member', { ...envelope, stack: 'at' }, 'body/stack is not declared'],
    ['a missing member', short, 'body/details is missing'],
    ['a wrong constant', { ...envelope, errorType: 'Forbidden' }, 'body/errorType must be equal to constant'],
    ['a wrong type', { ...envelope, traceId: 7 }, 'body/traceId must be string,null'],
    ['a value out of its pattern', { ...envelope, traceId: 'a b' }, 'body/traceId must match pattern'],
    [
      'another body than the example',
      { ...envelope, traceId: 'abc' },
      'body/traceId is "abc", in the example null',
    ],
    ['no JSON', 'Unauthorized', 'the body is not JSON in UTF-8'],
    ['no body', '', 'the body is empty'],
  ])('refuses %s', (_name, body, fault) => {
    expect(faultsOf(unauthorized, answer(body))).toContainEqual(expect.stringContaining(fault));
  });

  test('refuses a member twice, however it is spelled, in the depth too', () => {
    const text = JSON.stringify(envelope).replace('{', '{"m\\u0065ssage":"Forbidden",');
    expect(faultsOf(unauthorized, answer(text))).toContain('the body has "message" twice');
    const deep = '{"message":"Logout Success","data":{"email":"a","email":"abc@gmail.com"},"source":""}';
    const fromToken = declared('storefrontLogout 200 application/json fromToken');
    expect(faultsOf(fromToken, answer(deep, usual, 200))).toContain('the body has "email" twice');
    // The same name in two objects, or as a value, is none.
    expect(repeatedMembers('{"a":{"a":"a"},"b":["a",{"a":1}]}')).toEqual([]);
  });

  test('is cut where a fault shows it', () => {
    const faults = faultsOf(unauthorized, answer({ ...envelope, errorType: 'x'.repeat(100_000) }));
    expect(faults).toEqual([expect.stringContaining('(100002 characters)')]);
    expect(faults.join().length).toBeLessThan(1000);
  });

  test('refuses bytes that are not UTF-8', () => {
    const seen = { ...answer(envelope), body: Buffer.from('{"success":"\xff"}', 'latin1') };
    expect(faultsOf(unauthorized, seen)).toEqual(['the body is not JSON in UTF-8']);
  });

  test('refuses a value outside an enum of several', () => {
    const fromToken = declared('storefrontLogout 200 application/json fromToken');
    const body = { message: 'Logout Success', data: { email: 'abc@gmail.com' }, source: 'cache' };
    expect(faultsOf(fromToken, answer(body, usual, 200))).toContain(
      'body/source must be equal to one of the allowed values (["","db"]), not "cache"',
    );
  });

  test('refuses an extra member in the depth', () => {
    const body = { message: 'Logout Success', data: { email: 'abc@gmail.com', token: 'eyJ' }, source: '' };
    const fromToken = declared('storefrontLogout 200 application/json fromToken');
    expect(faultsOf(fromToken, answer(body, usual, 200))).toContain('body/data/token is not declared');
  });

  test("refuses Prism's own error document", () => {
    const body = {
      type: 'https://stoplight.io/prism/errors#NOT_FOUND',
      title: 'x',
      status: 404,
      detail: 'x',
    };
    expect(faultsOf(unauthorized, answer(body))).toContain("the body is Prism's own error document");
    const notFound = declared('readSession 404 application/problem+json');
    const headers = withHeader(usual, 'Content-Type', 'application/problem+json');
    expect(faultsOf(notFound, answer(body, headers, 404))).toEqual([
      "the body is Prism's own error document",
    ]);
  });

  test('refuses one where there is to be none', () => {
    const headers = [...usual, ['Content-Length', '2']] as const;
    expect(faultsOf(ended, answer('{}', headers, 204))).toEqual([
      'media type application/json, not none',
      'a body of 2 bytes, where there is none',
      'header content-length, where there is no body',
    ]);
  });

  test('refuses a length that is not its own', () => {
    const headers = [...challenged, ['Content-Length', '7']] as const;
    expect(faultsOf(unauthorized, answer(envelope, headers))).toEqual([
      `content-length 7, but a body of ${JSON.stringify(envelope).length} bytes`,
    ]);
  });
});
