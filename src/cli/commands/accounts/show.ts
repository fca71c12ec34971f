import {
  addServerOptions,
  type Define,
  examples,
  issuerOption,
  pathName,
  type ServerOptions,
} from '../../command.ts';
import { accountFields } from '../../output/directory.ts';
import { showOne } from '../../output/show.ts';
import { connect } from '../../server/api.ts';

interface Options extends ServerOptions {
  readonly issuer: string;
}

export const show: Define = (parent, context) => {
  const command = parent
    .command('show')
    .summary('show the account of a user')
    .description('Shows the account of a user.')
    .argument('<subject>', 'the user', pathName)
    .addOption(issuerOption('whose user it is'))
    .addHelpText('after', examples(['logoutd accounts show ada', 'the account of ada']))
    .action(async (subject: string, { issuer, ...options }: Options) => {
      const api = connect(options, context);
      const params = { path: { subject }, query: { issuer } };
      const account = await api.ask(api.client.GET('/v1/accounts/{subject}', { params }));
      showOne(options.json === true, account, accountFields(account));
    });
  addServerOptions(command);
};
