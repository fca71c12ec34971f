/** From arguments to an exit status. */
import { CommanderError } from 'commander';
import type { Context } from './command.ts';
import { EXIT, Failure } from './exit.ts';
import { complain, watchStreams } from './output/streams.ts';
import { perform, programOf } from './program.ts';
import { UsageError } from './refusals.ts';

/** Never rejects. What a server that was started says later does not change the status. */
export async function run(args: readonly string[], context: Context): Promise<number> {
  watchStreams();
  try {
    await perform(programOf(context), args);
    return EXIT.done;
  } catch (error) {
    // Its text is out already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const { message } = error as Error;
    complain(
      error instanceof Failure || error instanceof UsageError
        ? message
        : `a defect, please report it: ${message}`,
    );
    if (error instanceof Failure) return error.status;
    return error instanceof UsageError ? EXIT.usage : EXIT.defect;
  }
}
