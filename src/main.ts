#!/usr/bin/env node
/** The program `logoutd`. Without a command it serves; every other command is loaded only when it is asked for. */

/** As in cli/exit.ts, which an older Node could not read. */
const EXIT_CONFIG = 78;
const LEAST_NODE = 24;

const args = process.argv.slice(2);
const serves = args.length === 0 || (args.length === 1 && args[0] === 'serve');

if (Number.parseInt(process.versions.node, 10) < LEAST_NODE) {
  const found = process.versions.node;
  process.stderr.write(`logoutd: this is Node ${found}; put Node ${LEAST_NODE} or later first in PATH.\n`);
  process.exitCode = EXIT_CONFIG;
} else if (serves) await start();
else {
  const [{ run }, { version }] = await Promise.all([import('./cli/run.ts'), import('./version.ts')]);
  process.exitCode = await run(args, { version, serve: start, env: process.env, now: Date.now });
}

/** Loaded only now: no other command should wait for a server. */
async function start(): Promise<void> {
  const { serve } = await import('./serve.ts');
  await serve().catch(async (error: unknown) => {
    const { explain } = await import('./explain.ts');
    process.stderr.write(`${explain(error)}\n`);
    process.exit(EXIT_CONFIG);
  });
}
