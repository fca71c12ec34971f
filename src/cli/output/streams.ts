/** What is said: results on standard output, everything else on standard error. */
import { styleText } from 'node:util';
import { EXIT } from '../exit.ts';
import { jsonLine, printable } from './printable.ts';

/** A result for people. The text must be printable already, since it may be styled. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A result for programs. */
export function sayJson(value: unknown): void {
  process.stdout.write(`${jsonLine(value)}\n`);
}

/** What a person should know beside the result. */
export function note(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}

export function complain(text: string): void {
  const who = styleText('red', 'logoutd:', { stream: process.stderr });
  process.stderr.write(`${who} ${printable(text)}\n`);
}

/** Plain where standard output is no terminal, and under NO_COLOR. */
export function styled(style: Parameters<typeof styleText>[0], text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** How many columns there are to fill; `null` where no terminal cuts lines. */
export function terminalWidth(): number | null {
  return process.stdout.isTTY ? process.stdout.columns : null;
}

/** A reader that has seen enough, like `head`, is no error. */
export function watchStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') complain(`the output cannot be written (${error.code ?? error.message}).`);
    process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.output);
  });
  process.stderr.on('error', () => {});
}
