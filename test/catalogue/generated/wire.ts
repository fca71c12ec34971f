/** A conversation over a bare socket, as quick as it goes. */
import { connect } from 'node:net';
import { type RawReply, takeReply } from '../../support/raw.ts';
import type { Rendered } from './render.ts';

export interface Heard {
  readonly replies: readonly RawReply[];
  /** What came behind them and is no whole answer. */
  readonly rest: string;
  /** Nothing came any more, and the connection did not end. */
  readonly isStuck: boolean;
}

const PATIENCE_MS = 60_000;
/** So long a broken request may wait for its end, before its client hangs up. */
const BROKEN_MS = 250;

const isHead = (bytes: string): boolean => /^HEAD /.test(bytes);

export function converse(port: number, { whole, broken }: Rendered, cutAt: number | null): Promise<Heard> {
  const bytes = Buffer.from(`${whole.join('')}${broken ?? ''}`, 'latin1');
  const heads = [...whole, broken ?? ''].map(isHead);
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    const replies: RawReply[] = [];
    let rest = '';
    let isStuck = false;
    const patience = setTimeout(() => {
      isStuck = true;
      socket.destroy();
    }, PATIENCE_MS);
    let hangUp: NodeJS.Timeout | undefined;
    const check = (): void => {
      if (replies.length < whole.length) return;
      if (broken === null) socket.destroy();
      else hangUp ??= setTimeout(() => socket.end(), BROKEN_MS);
    };
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      rest += text;
      for (;;) {
        const taken = takeReply(rest, heads[replies.length] === true);
        if (taken === undefined) break;
        replies.push(taken.reply);
        rest = taken.rest;
      }
      check();
    });
    // A reset is one way of closing; what matters is what was received before.
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(patience);
      clearTimeout(hangUp);
      resolve({ replies, rest, isStuck });
    });
    socket.once('connect', () => {
      if (cutAt === null || cutAt >= bytes.length) {
        socket.write(bytes);
      } else {
        socket.write(bytes.subarray(0, cutAt));
        setImmediate(() => socket.write(bytes.subarray(cutAt)));
      }
      check();
    });
  });
}
