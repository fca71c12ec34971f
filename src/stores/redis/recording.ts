/** Puts on record, in the background, what large cut-offs have ended. Several processes may do so at once. */
import { Background } from '../background.ts';
import { Deadline } from './deadline.ts';
import { listOf, textOf } from './fields.ts';
import type { Runner } from './runner.ts';
import { RECORD } from './scripts/record.ts';

const BEGINNING: readonly string[] = ['', '', ''];

/** `perStep`: how many sessions a step looks at. */
export function recordingOf(runner: Runner, perStep: number): Background {
  /** The cut-off that it is at, and how far it has come. */
  let at = BEGINNING;
  return new Background(async () => {
    const came = listOf(await runner.run(RECORD, [...at, String(perStep)], new Deadline())).map(textOf);
    at = came.length === 0 ? BEGINNING : came;
    return came.length === 0;
  });
}
