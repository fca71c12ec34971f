import type { Define } from '../../command.ts';
import { set } from './set.ts';
import { show } from './show.ts';

export const accounts: Define = (parent, context) => {
  const group = parent
    .command('accounts')
    .summary('show what is known of a user, or change it')
    .description('Show what is known of a user, or change it.');
  for (const define of [show, set]) define(group, context);
};
