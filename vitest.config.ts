import { configDefaults, defineConfig } from 'vitest/config';
import { hasRedis } from './test/support/redis.ts';

const forPeople = [
  'default',
  './test/support/no-skips-reporter.ts',
  './test/support/canary-reporter.ts',
  './test/catalogue/reporter.ts',
  './test/ledger/reporter.ts',
];
/** What clients of the contracts see, whatever the store: these suites run once more, with a Redis under every server. */
const wire = [
  'test/contract/{access,contract,no-secret,outcomes}.test.ts',
  'test/e2e/{at-once,ended,ended-everywhere,introspection,linearizability,not-ended,platform-body,posture,verify}.test.ts',
  'test/e2e/{revocation-log,revocation-paging,revocations,scopes,storefront,tenant,token-revocation}.test.ts',
  'test/e2e/{crash-loop,worker-crash-loop}.test.ts',
];
const standIn = 'test/support/stores/no-redis.test.ts';
const watching = './test/support/watch-setup.ts';
const inCi = process.env['CI'] === 'true';

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, standIn],
          // Types that must not compile are tests too. The sources themselves are checked by `npm run check`.
          typecheck: {
            enabled: true,
            include: ['test/types/**/*.test-d.ts'],
            tsconfig: './tsconfig.json',
            ignoreSourceErrors: true,
          },
          setupFiles: [watching],
        },
      },
      {
        extends: true,
        test: {
          name: 'redis',
          include: hasRedis ? wire : [standIn],
          env: { LOGOUTD_TEST_STORE: 'redis' },
          setupFiles: [watching, './test/support/stores/end-stores.ts'],
        },
      },
    ],
    pool: 'forks',
    maxWorkers: 2,
    // Many tests start processes of their own, and machines are slow at times.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: inCi ? [...forPeople, 'json'] : forPeople,
    outputFile: { json: 'reports/tests.json' },
  },
});
