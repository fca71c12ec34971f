import {
  addServerOptions,
  type Define,
  examples,
  issuerOption,
  pathName,
  type ServerOptions,
} from '../../command.ts';
import { printable } from '../../output/printable.ts';
import { say, sayJson } from '../../output/streams.ts';
import { connect } from '../../server/api.ts';

interface Options extends ServerOptions {
  readonly issuer: string;
}

export const end: Define = (parent, context) => {
  const command = parent
    .command('end')
    .summary('end a session')
    .description('Ends a session for good: every token of it is refused from then on. It may be repeated.')
    .argument('<session>', 'its id, as the list shows it', pathName)
    .addOption(issuerOption('whose session it is'))
    .addHelpText(
      'after',
      examples(['logoutd sessions end jti:8c1f', 'this session, and no other of its user']),
    )
    .action(async (sessionId: string, { issuer, ...options }: Options) => {
      const api = connect(options, context);
      const params = { path: { sessionId }, query: { issuer } };
      await api.ask(api.client.DELETE('/v1/sessions/{sessionId}', { params }));
      if (options.json) sayJson({ sessionId, issuer, state: 'ended' });
      else say(`Session ${printable(sessionId)} has ended.`);
    });
  addServerOptions(command);
};
