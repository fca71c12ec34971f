/** Puts on record, in the background, what large cut-offs have ended. Several processes may do so at once. */
import { Background } from '../background.ts';
import type { Busy } from './busy.ts';
import { Deadline } from './deadline.ts';
import type { Runner } from './runner.ts';
import { RECORD } from './scripts/record.ts';

/** `perStep`: how many sessions a step looks at. */
export const recordingOf = (busy: Busy, runner: Runner, perStep: number): Background =>
  new Background(async () => {
    if (await busy.isWaitedFor()) return 'later';
    return (await runner.run(RECORD, [String(perStep)], new Deadline())) === '1' ? 'nothing' : 'more';
  });
