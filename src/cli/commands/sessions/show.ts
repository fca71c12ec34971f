import {
  addServerOptions,
  type Define,
  examples,
  issuerOption,
  pathName,
  type ServerOptions,
} from '../../command.ts';
import { sessionFields } from '../../output/session.ts';
import { showOne } from '../../output/show.ts';
import { connect } from '../../server/api.ts';

interface Options extends ServerOptions {
  readonly issuer: string;
}

export const show: Define = (parent, context) => {
  const command = parent
    .command('show')
    .summary('show a session')
    .description('Shows all that is known of a session.')
    .argument('<session>', 'its id, as the list shows it', pathName)
    .addOption(issuerOption('whose session it is'))
    .addHelpText('after', examples(['logoutd sessions show jti:8c1f', 'one that its token’s jti names']))
    .action(async (sessionId: string, { issuer, ...options }: Options) => {
      const api = connect(options, context);
      const params = { path: { sessionId }, query: { issuer } };
      const session = await api.ask(api.client.GET('/v1/sessions/{sessionId}', { params }));
      showOne(options.json === true, session, sessionFields(session));
    });
  addServerOptions(command);
};
