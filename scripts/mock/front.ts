import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { ContractName } from '../../generated/operations.ts';
import { choose } from '../../src/http/choose.ts';

const ANSWER_WITHIN_MS = 3000;

/**
 * Sends each request on to the mock of the contract that would own it in logoutd, headers and all. What belongs to no
 * operation has no mock, and is answered here. `ports` may still be filled while the server runs.
 */
export function createFront(ports: ReadonlyMap<ContractName, number>): Server {
  return createServer((asked, answer) => {
    const { method = '', url = '', rawHeaders } = asked;
    const path = url.split('?', 1)[0] ?? '';
    const choice = choose({ method, path, headerNames: () => rawHeaders.filter((_, at) => at % 2 === 0) });
    if (choice.kind === 'unknown-path') return say(answer, 404, `no contract has the path ${path}`);
    if (choice.kind !== 'operation') {
      answer.setHeader('Allow', choice.allow.join(', '));
      if (choice.kind === 'options') answer.writeHead(204).end();
      else say(answer, 405, `${choice.contract} has no operation ${method} ${path}`);
      return;
    }
    const port = ports.get(choice.contract);
    if (port === undefined) return say(answer, 503, `the mock of ${choice.contract} is still starting`);
    pass(asked, answer, port);
  });
}

function pass(asked: IncomingMessage, answer: ServerResponse, port: number): void {
  const { method, url, rawHeaders } = asked;
  // Prism takes a request that says nothing of a body for one whose body is not an object.
  const silent =
    asked.headers['content-length'] === undefined && asked.headers['transfer-encoding'] === undefined;
  const headers = silent ? [...rawHeaders, 'Content-Length', '0'] : rawHeaders;
  const sent = request(
    { host: '127.0.0.1', port, method, path: url, headers, timeout: ANSWER_WITHIN_MS },
    (got) => {
      answer.writeHead(got.statusCode ?? 502, got.statusMessage, got.rawHeaders);
      got.pipe(answer);
    },
  );
  // Prism does not answer JSON that does not parse.
  sent.once('timeout', () => sent.destroy(new Error('nothing came; is the body JSON?')));
  sent.once('error', (error) => {
    if (answer.headersSent) answer.destroy();
    else say(answer, 502, `the mock did not answer: ${error.message}`);
  });
  answer.once('close', () => sent.destroy());
  asked.pipe(sent);
}

function say(answer: ServerResponse, status: number, sentence: string): void {
  answer.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`mock: ${sentence}\n`);
}
