import type { Define } from '../../command.ts';
import { set } from './set.ts';
import { show } from './show.ts';

export const tenants: Define = (parent, context) => {
  const group = parent
    .command('tenants')
    .summary('show what is set for a tenant, or change it')
    .description('Show what is set for a tenant, or change it.');
  for (const define of [show, set]) define(group, context);
};
