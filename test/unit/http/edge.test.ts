import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { readDocuments } from '../../../src/documents.ts';
import { createEdge } from '../../../src/http/edge.ts';
import type { EdgeDeps } from '../../../src/http/edge-deps.ts';
import { createHttpServer } from '../../../src/http/server.ts';

it('a fault outside every contract is a bare 500, without a stack or a word of Express', async () => {
  const faults: unknown[] = [];
  const broken = new Error('secret detail');
  const deps = {
    settings: { production: true, trustedProxies: [], allowedOrigins: new Set(), limits: {} },
    contracts: [],
    documents: { control: readDocuments().find(({ name }) => name === 'control')?.content },
    site: {
      get: () => {
        throw broken;
      },
    },
    logout: {},
    control: { now: Date.now },
    onFault: (error: unknown) => faults.push(error),
  } as unknown as EdgeDeps;
  const server = createHttpServer(createEdge(deps)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/nowhere`);
  expect([answer.status, answer.headers.get('cache-control'), await answer.text()]).toEqual([
    500,
    'no-store',
    '',
  ]);
  expect(faults).toEqual([broken]);
});
