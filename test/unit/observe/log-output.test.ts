import { spawnSync } from 'node:child_process';
import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { logOutput } from '../../../src/observe/log-output.ts';
import { until } from '../../support/until.ts';

const MODULE = JSON.stringify(new URL('../../../src/observe/log-output.ts', import.meta.url).href);
const run = (code: string) =>
  spawnSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' });

it('writes the lines of one turn of the event loop at once, in their order', async () => {
  const written: string[] = [];
  const out = new Writable({
    write: (chunk: Buffer, _, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  const log = logOutput(out);
  log.write('first\n');
  log.write('second\n');
  await until('the turn is over', () => written.length > 0);
  log.write('third\n');
  await until('the next turn is over', () => written.length > 1);
  expect(written).toEqual(['first\nsecond\n', 'third\n']);
});

it.each([
  ['ends', 'process.exit(3)', 3],
  ['fails', 'throw new Error("for a test")', 1],
])('what waits when the process %s is written all the same', (_, end, status) => {
  const ran = run(
    `const { logOutput } = await import(${MODULE}); logOutput().write("last words\\n"); ${end}`,
  );
  expect([ran.stdout, ran.status]).toEqual(['last words\n', status]);
});

it('a log that cannot be written ends nothing', () => {
  const out = new Writable({ write: (_chunk, _, done) => done(new Error('no room')) });
  const log = logOutput(out);
  log.write('lost\n');
  expect(() => log.flush()).not.toThrow();
  expect(out.listenerCount('error')).toBe(1);
});
