import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/http/correlation.ts';

const made = () => 'made';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = (text: string) => correlate({ traceparent: text }, made);

describe('the id of a request', () => {
  it.each(['a', 'A-z_0.9', 'x'.repeat(128)])('is a valid x-request-id: %s', (id) => {
    expect(correlate({ 'x-request-id': id, traceparent: `00-${TRACE}-00f067aa0ba902b7-01` }, made)).toEqual({
      id,
      brought: true,
    });
  });

  it.each(['', ' a', 'a b', 'a,b', 'é', 'a\nb', 'x'.repeat(129), 'a, a'])('is not %j', (id) => {
    expect(correlate({ 'x-request-id': id }, made)).toEqual({ id: 'made', brought: false });
  });

  it('is the trace id of a valid traceparent, also of a later version that goes on', () => {
    expect(traceparent(`00-${TRACE}-00f067aa0ba902b7-01`)).toEqual({ id: TRACE, brought: true });
    expect(traceparent(`01-${TRACE}-00f067aa0ba902b7-01-more`)).toEqual({ id: TRACE, brought: true });
  });

  it.each([
    `ff-${TRACE}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}-00f067aa0ba902b7-01-more`,
    `00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${TRACE}-00f067aa0ba902b7`,
    `00-${TRACE}-00f067aa0ba902b7-01, 00-${TRACE}-00f067aa0ba902b7-01`,
    '',
  ])('is not that of %s', (text) => {
    expect(traceparent(text)).toEqual({ id: 'made', brought: false });
  });

  it('can stand in a header and in a log whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (id, trace) => {
        expect(correlate({ 'x-request-id': id, traceparent: trace }).id).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
      }),
    );
  });
});
