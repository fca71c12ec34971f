/** `npm run mock`: all contracts on one port, answered by Prism out of their documents. See `-- --help`. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ContractName, operations } from '../generated/operations.ts';
import { argumentsOf, flag, refuse } from './command-line.ts';
import { contractNames } from './contracts/documents.ts';
import { createFront } from './mock/front.ts';
import { type Mock, startPrism } from './mock/prism.ts';

const help = `npm run mock [-- --port N]

Answers every operation of every document in openapi/ with its documented examples, on one port: nothing is
ended, nothing is stored. The contract is chosen as logoutd chooses it. Each runs in a Prism of its own.

  --port N   the port to listen on (default 4010; 0 takes any that is free)
  --help     this text

A request needs a credential, of whatever value. "Prefer: code=429" asks for another documented status.
Ctrl-C stops everything.`;

const port = readPort();
const ports = new Map<ContractName, number>();
const mocks: Mock[] = [];
const front = createFront(ports);
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
// The port comes first: where it is taken, nothing else need be started.
front.listen(port, '127.0.0.1');
await once(front, 'listening')
  .then(startAll)
  .catch((error: NodeJS.ErrnoException) => {
    const taken = `port ${port} is taken; choose another: npm run mock -- --port N`;
    return stop(1, error.code === 'EADDRINUSE' ? taken : error.message);
  });

async function startAll(): Promise<void> {
  const started = contractNames.map((contract) => {
    const mock = startPrism(contract);
    mocks.push(mock);
    return { contract, mock };
  });
  await Promise.all(started.map(async ({ contract, mock }) => ports.set(contract, await mock.port)));
  for (const { contract, mock } of started)
    void mock.ended.then(() => stop(1, `prism of ${contract} has ended`));
  for (const { contract } of started) {
    for (const { method, path } of operations[contract])
      console.log(`${contract.padEnd(12)}${method.padEnd(8)}${path}`);
  }
  console.log(`The mock listens on http://127.0.0.1:${(front.address() as AddressInfo).port}`);
}

/** The first reason counts: what ends because of it is no news. */
async function stop(status: number, complaint?: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (complaint !== undefined) console.error(`mock: ${complaint}`);
  for (const mock of mocks) mock.stop();
  await Promise.all(mocks.map(({ ended }) => ended));
  process.exit(status);
}

function readPort(): number {
  const { values } = argumentsOf('mock', help, {
    options: { port: { type: 'string', default: '4010' }, help: flag },
  });
  const number = Number(values.port);
  if (/^\d+$/.test(values.port) && number < 65_536) return number;
  return refuse('mock', `--port takes a number from 0 to 65535, not ${JSON.stringify(values.port)}`);
}
