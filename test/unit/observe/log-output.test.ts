import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { logOutput } from '../../../src/observe/log-output.ts';
import { until } from '../../support/until.ts';

const MODULE = JSON.stringify(new URL('../../../src/observe/log-output.ts', import.meta.url).href);
const script = (code: string): readonly string[] => [
  '--input-type=module',
  '--eval',
  `const { logOutput } = await import(${MODULE}); const log = logOutput(); ${code}`,
];
const full = (): never => {
  throw Object.assign(new Error('full'), { code: 'EAGAIN' });
};

it('writes the lines of one turn of the event loop at once, in their order', async () => {
  const written: string[] = [];
  const log = logOutput((bytes) => {
    written.push(bytes.toString());
    return bytes.length;
  });
  log.write('first\n');
  log.write('second\n');
  await until('the turn is over', () => written.length > 0);
  log.write('third\n');
  await until('the next turn is over', () => written.length > 1);
  expect(written).toEqual(['first\nsecond\n', 'third\n']);
});

it('gives a reader that is slow every byte once, in order, however little it takes', async () => {
  let read = '';
  let asked = 0;
  const log = logOutput((bytes) => {
    asked += 1;
    if (asked % 3 === 0) return full();
    read += bytes.subarray(0, 5).toString();
    return Math.min(5, bytes.length);
  });
  const lines = Array.from({ length: 20 }, (_, number) => `line ${number}\n`);
  for (const line of lines) {
    log.write(line);
    await new Promise(setImmediate);
  }
  await until('all is read', () => read.length === lines.join('').length);
  expect(read).toBe(lines.join(''));
});

it.each([
  ['ends', 'process.exit(3)', 3],
  ['fails', 'throw new Error("for a test")', 1],
])('what waits when the process %s is written all the same', (_, end, status) => {
  const ran = spawnSync(process.execPath, script(`log.write("last words\\n"); ${end}`), { encoding: 'utf8' });
  expect([ran.stdout, ran.status]).toEqual(['last words\n', status]);
});

it('so is more than a pipe holds, for a reader that was slow until then', async () => {
  const lines = 'for (let at = 0; at < 5000; at += 1) log.write("x".repeat(200) + at + "\\n"); log.flush();';
  const child = spawn(process.execPath, script(`${lines} console.error("written"); process.exit(1);`));
  await once(child.stderr, 'data');
  let read = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    read += text;
  });
  await once(child, 'close');
  expect(read.split('\n')).toHaveLength(5001);
});

it('a log that cannot be written ends nothing', () => {
  const log = logOutput(() => {
    throw new Error('no room');
  });
  log.write('lost\n');
  expect(() => log.flush()).not.toThrow();
});
