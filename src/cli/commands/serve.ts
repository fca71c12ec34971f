import { SETTINGS } from '../../config/names.ts';
import type { Define } from '../command.ts';

export const serve: Define = (parent, context) => {
  const settings = Object.entries(SETTINGS).map(([name, meaning]) => `  ${name.padEnd(31)}${meaning}`);
  parent
    .command('serve')
    .summary('start the server')
    .description(
      'Starts the server. SIGTERM and Ctrl-C stop it once the requests under way are answered. Without a command logoutd does this.',
    )
    .addHelpText(
      'after',
      `\nSettings are environment variables; README.md says more of each:\n\n${settings.join('\n')}`,
    )
    .action(() => context.serve());
};
