import { defineConfig } from 'vitest/config';

const forPeople = [
  'default',
  './test/support/no-skips-reporter.ts',
  './test/support/canary-reporter.ts',
  './test/catalogue/reporter.ts',
  './test/ledger/reporter.ts',
];
const inCi = process.env['CI'] === 'true';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Types that must not compile are tests too. The sources themselves are checked by `npm run check`.
    typecheck: {
      enabled: true,
      include: ['test/types/**/*.test-d.ts'],
      tsconfig: './tsconfig.json',
      ignoreSourceErrors: true,
    },
    setupFiles: ['./test/support/watch-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Many tests start processes of their own, and machines are slow at times.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: inCi ? [...forPeople, 'json'] : forPeople,
    outputFile: { json: 'reports/tests.json' },
  },
});
