/** The log of a server under attack, by request: it grows long, so that each line is read once. */
import type { TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

type Line = Readonly<Record<string, unknown>>;

interface Reading {
  /** How much of the output was read. */
  at: number;
  readonly byRequest: Map<unknown, Line>;
}
const readings = new WeakMap<TestServer, Reading>();

/** The line of an answered request. */
export function loggedOf(server: TestServer, requestId: string): Promise<Line> {
  const reading = readings.get(server) ?? { at: 0, byRequest: new Map() };
  readings.set(server, reading);
  return until(`the log line of ${requestId}`, () => {
    if (!reading.byRequest.has(requestId)) readOn(server.output(), reading);
    return reading.byRequest.get(requestId);
  });
}

function readOn(output: string, reading: Reading): void {
  const end = output.lastIndexOf('\n') + 1;
  for (const text of output.slice(reading.at, end).split('\n')) {
    if (!text.startsWith('{')) continue;
    const line = JSON.parse(text) as Line;
    if (line['msg'] === 'request') reading.byRequest.set(line['requestId'], line);
  }
  reading.at = Math.max(reading.at, end);
}
