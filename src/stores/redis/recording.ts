/** Puts on record, in the background, what large cut-offs have ended. Several processes may do so at once. */
import { Background } from '../background.ts';
import { isBusy } from './busy.ts';
import { Deadline } from './deadline.ts';
import type { Link } from './link.ts';
import type { Runner } from './runner.ts';
import { RECORD } from './scripts/record.ts';

/** `perStep`: how many sessions a step looks at. */
export const recordingOf = (link: Link, runner: Runner, perStep: number): Background =>
  new Background(async () => {
    if (await isBusy(link, new Deadline())) return 'later';
    return (await runner.run(RECORD, [String(perStep)], new Deadline())) === '1' ? 'nothing' : 'more';
  });
