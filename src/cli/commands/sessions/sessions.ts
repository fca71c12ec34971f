import type { Define } from '../../command.ts';
import { end } from './end.ts';
import { list } from './list.ts';
import { show } from './show.ts';

export const sessions: Define = (parent, context) => {
  const group = parent
    .command('sessions')
    .summary('list sessions, show one, end one')
    .description('List sessions, show one, end one.');
  for (const define of [list, show, end]) define(group, context);
};
