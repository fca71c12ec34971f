/** prism-cli, started as its users start it, gives every answer that the document declares. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Mock, startPrism } from '../../scripts/mock/prism.ts';
import { declarations, keyOf } from '../../src/kit/documents.ts';
import { faultsOf } from '../../src/kit/oracle.ts';
import { mockAnswer } from './drivers/mock.ts';

let prism: Mock;
let url: string;
beforeAll(async () => {
  prism = startPrism('platform');
  url = `http://127.0.0.1:${await prism.port}`;
});
afterAll(async () => {
  prism.stop();
  await prism.ended;
});

/** Which it sends to everybody. */
const CORS = ['origin', 'headers', 'credentials']
  .map((what) => `access-control-allow-${what}`)
  .concat('access-control-expose-headers');

const platform = declarations.filter(({ contract }) => contract === 'platform');

test.each(platform.map((one) => [keyOf(one), one] as const))('prism mock answers %s', async (_, one) => {
  expect(faultsOf(one, await mockAnswer(url, one), { allowedHeaders: CORS })).toEqual([]);
});
