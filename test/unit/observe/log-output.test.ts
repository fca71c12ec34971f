import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { createLog } from '../../../src/observe/log.ts';
import { logOutput, MOST_WAITING_BYTES } from '../../../src/observe/log-output.ts';
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

/** What takes nothing until it is told to, and then all. */
function heldUp() {
  const reader = { takes: 0, read: '' };
  const output = logOutput((bytes) => {
    const taken = Math.min(reader.takes, bytes.length);
    if (taken === 0) return full();
    reader.takes -= taken;
    reader.read += bytes.subarray(0, taken).toString();
    return taken;
  });
  return { reader, output };
}
const aLine = (text: string) => `${text.repeat(1023 / Buffer.byteLength(text))}\n`;
const afterATurn = () => new Promise(setImmediate);

it.each(['x', '€'])(
  'keeps so many bytes of %s for a reader that takes nothing, and says then how many lines had no room',
  async (text) => {
    const { reader, output } = heldUp();
    const lost: number[] = [];
    output.onLost = (lines) => lost.push(lines);
    const line = aLine(text);
    const kept = Math.floor(MOST_WAITING_BYTES / Buffer.byteLength(line));
    output.write(line);
    await afterATurn();
    for (let at = 1; at < kept + 5; at += 1) output.write(line);
    output.write(line + line);
    reader.takes = Number.POSITIVE_INFINITY;
    await until('all is read', () => lost.length > 0);
    expect([reader.read.length / line.length, lost]).toEqual([kept, [7]]);
    output.write(line);
    await until('the next line is read', () => reader.read.length / line.length > kept);
    expect(lost).toEqual([7]);
  },
);

it.each(['info', 'error', 'fatal'] as const)(
  'has a line of the log say what was lost, where it is missing, at level %s',
  async (level) => {
    const { reader, output } = heldUp();
    const log = createLog(level, {}, output);
    const write = (text: string) => log.fatal(text);
    write('first');
    await afterATurn();
    for (let at = 0; at < 20_000; at += 1) write('x'.repeat(1000));
    // It never catches up: half of what waits is taken, and more comes.
    reader.takes = MOST_WAITING_BYTES / 2 + 2048;
    await until('there is room', () => reader.takes === 0);
    write('next');
    reader.takes = Number.POSITIVE_INFINITY;
    await until('all is read', () => reader.read.includes('"next"'));
    const lines = reader.read
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const notice = lines.at(-2);
    expect(notice).toMatchObject({
      level: 40,
      service: 'logoutd',
      msg: expect.stringContaining('were lost'),
    });
    expect(Number(notice?.['lines']) + lines.length).toBe(20_003);
  },
);

it('says nothing of what was lost where nothing is logged', () => {
  const { output } = heldUp();
  const before = output.onLost;
  createLog('silent', {}, output);
  expect(output.onLost).toBe(before);
});

it('copies nothing of what waits when more comes', async () => {
  const sizes: number[] = [];
  const log = logOutput((bytes) => {
    sizes.push(bytes.length);
    return full();
  });
  log.write('first\n');
  await afterATurn();
  for (let at = 0; at < 100; at += 1) {
    log.write(aLine('x'));
    log.flush();
  }
  expect(Math.max(...sizes)).toBe('first\n'.length);
});

it('a log that cannot be written ends nothing', () => {
  const log = logOutput(() => {
    throw new Error('no room');
  });
  log.write('lost\n');
  expect(() => log.flush()).not.toThrow();
});
