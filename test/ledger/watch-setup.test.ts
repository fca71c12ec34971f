/** A file whose tests pass fails all the same where an answer on its wire was none of a document. */
import { expect, it } from 'vitest';
import { startVitest } from 'vitest/node';

it('an undeclared answer fails the file, whatever its tests say', async () => {
  const { exitCode } = process;
  const vitest = await startVitest('test', [], {
    include: ['test/ledger/fixtures/undeclared.ts'],
    setupFiles: ['./test/support/watch-setup.ts'],
    reporters: [{}],
    config: false,
    watch: false,
  });
  // That run has failed, as it should; this one has not.
  process.exitCode = exitCode;
  const [module] = vitest.state.getTestModules();
  const [test] = [...(module?.children.allTests() ?? [])];
  await vitest.close();
  expect(test?.result().state).toBe('passed');
  expect(module?.state()).toBe('failed');
  expect(module?.errors().map(({ message }) => message)).toEqual([
    expect.stringContaining('answers that no document declares'),
  ]);
});
