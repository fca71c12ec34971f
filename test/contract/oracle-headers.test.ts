/** The oracle bites: each way in which status, media type and headers can stray from their document is refused, by name. */
import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../src/kit/oracle.ts';
import {
  answer,
  challenged,
  declared,
  envelope,
  unauthorized,
  usual,
  withHeader,
  without,
} from './oracle-answers.ts';

const limited = declared('platformLogout 429 application/json');

describe('status, media type and headers', () => {
  test.each([
    ['another status', answer(envelope, challenged, 403), 'status 403, not 401'],
    [
      'another media type',
      answer(envelope, withHeader(challenged, 'Content-Type', 'application/problem+json')),
      'media type application/problem+json, not application/json',
    ],
    [
      'another charset',
      answer(envelope, withHeader(challenged, 'Content-Type', 'application/json; charset=iso-8859-1')),
      'media type application/json with charset=iso-8859-1',
    ],
    [
      'a parameter of the media type that it does not have',
      answer(envelope, withHeader(challenged, 'Content-Type', 'application/json;charset=utf-8; secret=x')),
      'media type application/json with secret=x',
    ],
    [
      'any origin',
      answer(envelope, withHeader(challenged, 'Access-Control-Allow-Origin', '*')),
      'header access-control-allow-origin must match pattern "^https?://[^\\s,*]+$", not "*"',
    ],
    [
      'a header of CORS that nobody knows',
      answer(envelope, withHeader(challenged, 'Access-Control-Allow-Everything', '1')),
      'header access-control-allow-everything is not declared',
    ],
    [
      'a header of preflights',
      answer(envelope, withHeader(challenged, 'Access-Control-Max-Age', '600')),
      'header access-control-max-age is not declared',
    ],
    [
      'a header of the page',
      answer(envelope, withHeader(challenged, 'Content-Security-Policy', "default-src 'none'; ")),
      'header content-security-policy is not declared',
    ],
    [
      'another Vary',
      answer(envelope, withHeader(challenged, 'Vary', 'Cookie')),
      'header vary must be equal to constant ("Origin"), not "Cookie"',
    ],
    [
      'a limit that is none',
      answer(envelope, withHeader(challenged, 'RateLimit', 'banana')),
      'header ratelimit is no limit: banana',
    ],
    [
      'what came besides',
      { ...answer(envelope), besides: ['trailer x-late is not declared'] },
      'trailer x-late is not declared',
    ],
    [
      'no media type',
      answer(envelope, without(challenged, 'Content-Type')),
      'media type none, not application/json',
    ],
    ['a missing required header', answer(envelope, usual), 'header WWW-Authenticate is missing'],
    [
      'an undeclared header',
      answer(envelope, withHeader(challenged, 'Retry-After', '1')),
      'header retry-after is not declared',
    ],
    [
      'the header of another framework',
      answer(envelope, withHeader(challenged, 'X-Powered-By', 'Express')),
      'header x-powered-by is not declared',
    ],
    [
      'a header outside its schema',
      answer(envelope, withHeader(challenged, 'Cache-Control', 'no-cache')),
      'header Cache-Control must be equal to constant ("no-store"), not "no-cache"',
    ],
    [
      'a header that comes twice',
      answer(envelope, [...challenged, ['www-authenticate', 'Basic']]),
      'header www-authenticate is repeated',
    ],
  ])('refuses %s', (_name, seen, fault) => {
    expect(faultsOf(unauthorized, seen)).toEqual([fault]);
  });

  test('refuses a number that is none', () => {
    const headers = [...usual, ['Retry-After', 'soon']] as const;
    expect(faultsOf(limited, answer(limited.example, headers, 429))).toEqual([
      'header Retry-After must be integer, not "soon"',
    ]);
  });

  test('refuses a wait that is longer than the window, and a window that ends behind itself', () => {
    const limits = [
      ['RateLimit', '"platform"; r=0; t=61'],
      ['RateLimit-Policy', '"platform"; q=600; w=60; pk=:NjBh:'],
      ['Retry-After', '999999999'],
    ] as const;
    expect(faultsOf(limited, answer(limited.example, [...usual, ...limits], 429))).toEqual([
      'header ratelimit ends 61 s from now, in a window of 60 s',
      'header retry-after is 999999999 s, and the window is of 60 s',
    ]);
  });

  test('refuses CORS for who did not ask, and for another origin', () => {
    const seen = answer(envelope, [...challenged, ['Access-Control-Allow-Origin', 'https://a.example']]);
    const faultsFor = (headers: Record<string, string>) =>
      faultsOf(unauthorized, seen, { asked: { headers } });
    expect(faultsFor({ Origin: 'https://a.example' })).toEqual([]);
    expect(faultsFor({})).toEqual(['header access-control-allow-origin, and the request has no Origin']);
    expect(faultsFor({ origin: 'https://b.example' })).toEqual([
      'header access-control-allow-origin is https://a.example, and the request is of https://b.example',
    ]);
  });

  test('takes any value of a header that is allowed', () => {
    const seen = answer(envelope, withHeader(challenged, 'Vary', 'Cookie'));
    expect(faultsOf(unauthorized, seen, { allowedHeaders: ['vary'] })).toEqual([]);
  });

  test('refuses a header that is not of this case', () => {
    expect(faultsOf(unauthorized, answer(envelope), { absentHeaders: ['WWW-Authenticate'] })).toEqual([
      'header WWW-Authenticate is not of this case',
    ]);
  });

  test('refuses another value than the example where that is asked for', () => {
    expect(faultsOf(unauthorized, answer(envelope), { exampledHeaders: ['WWW-Authenticate'] })).toEqual([
      'header WWW-Authenticate is Bearer, in the example Bearer error="invalid_token"',
    ]);
  });
});
