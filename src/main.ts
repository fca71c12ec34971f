/** The process: a command line to a server that runs, or to a line that says why it does not. */
import { readCommandLine } from './command-line.ts';

/** sysexits.h: EX_USAGE and EX_CONFIG. */
const EXIT_USAGE = 64;
const EXIT_CONFIG = 78;

const command = readCommandLine(process.argv.slice(2));
if (command.kind === 'say') process.stdout.write(command.text);
else if (command.kind === 'refuse') {
  process.stderr.write(command.text);
  process.exitCode = EXIT_USAGE;
} else await start();

/** Loaded only now: `--help` should not wait for a server. */
async function start(): Promise<void> {
  const { serve } = await import('./serve.ts');
  await serve().catch(async (error: unknown) => {
    const { explain } = await import('./explain.ts');
    process.stderr.write(`${explain(error)}\n`);
    process.exit(EXIT_CONFIG);
  });
}
