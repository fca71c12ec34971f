import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { Supervisor } from '../../../src/workers/supervisor.ts';
import { NotServing, type WorkerEnd } from '../../../src/workers/worker.ts';
import { folderForTest } from '../../support/folders.ts';
import { until } from '../../support/until.ts';

const PROGRAM = fileURLToPath(new URL('./fixtures/worker.ts', import.meta.url));

/** Its workers are real processes. `let` says what those do that are started from then on. */
function supervised(count: number) {
  const file = join(folderForTest(), 'does');
  process.env['WORKER_DOES'] = file;
  const does = (what: 'serve' | 'end'): void => writeFileSync(file, what);
  does('serve');
  const lost: WorkerEnd[] = [];
  const lines: string[] = [];
  const supervisor = new Supervisor(PROGRAM, count, {
    onMessage: () => {},
    onOutput: (_, text) => lines.push(text),
    onLost: (end) => lost.push(end),
    onGone: () => {},
  });
  onTestFinished(async () => {
    await supervisor.stop();
  });
  const pids = (): readonly unknown[] => supervisor.serving.map((worker) => worker.process.process.pid);
  return { supervisor, does, lost, lines, pids };
}

it('rejects a start of which the first worker does not serve', async () => {
  const { supervisor, does } = supervised(2);
  does('end');
  await expect(supervisor.start()).rejects.toMatchObject({ end: { code: 3 } });
});

it('fills a place again that a failed reload has found empty', async () => {
  const { supervisor, does, lost, pids } = supervised(1);
  await supervisor.start();
  const [first] = pids();
  does('end');
  process.kill(Number(first), 'SIGKILL');
  await until('it was lost, and the next too', () => lost.length >= 2);
  await expect(supervisor.reload()).rejects.toBeInstanceOf(NotServing);
  does('serve');
  await until('another one serves', () => pids().length === 1);
});

it('ends up with one worker a place, and a reload that ends, where a replacement was on its way', async () => {
  const { supervisor, lost, pids } = supervised(1);
  await supervisor.start();
  const [first] = pids();
  process.kill(Number(first), 'SIGKILL');
  await until('it was lost', () => lost.length === 1);
  // About when the replacement is started.
  await new Promise((resolve) => setTimeout(resolve, 120));
  await supervisor.reload();
  await until('one is left', () => pids().length === 1);
  await supervisor.reload();
  expect(pids()).toHaveLength(1);
});

it('tells what workers write, and whether they end in good order', async () => {
  const { supervisor, lines, pids } = supervised(2);
  await supervisor.start();
  await until('both have said so', () => lines.join('').split('\n').length > 2);
  expect(lines.join('').trimEnd().split('\n').toSorted()).toEqual(
    pids()
      .map((pid) => `worker ${pid} serves`)
      .toSorted(),
  );
  expect(await supervisor.stop()).toBe(true);
  expect(pids()).toEqual([]);
});
