import { defineConfig } from 'vitest/config';

const room = process.env['LOGOUTD_ROOM'];

/** The unit tests of the room that is mutated. */
export default defineConfig({
  test: {
    include: [`test/unit/${room}/**/*.test.ts`],
    // They try every change of a token there is, for seconds each: too long to be repeated for every mutant.
    exclude: ['test/unit/tokens/{whatever,forgery}.test.ts'],
    pool: 'threads',
  },
});
