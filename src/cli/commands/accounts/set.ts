import { Option } from 'commander';
import {
  addServerOptions,
  type Define,
  examples,
  issuerOption,
  name,
  pathName,
  type ServerOptions,
} from '../../command.ts';
import { EXIT, Failure } from '../../exit.ts';
import { accountFields } from '../../output/directory.ts';
import { showOne } from '../../output/show.ts';
import { type Account, connect } from '../../server/api.ts';

interface Options extends ServerOptions {
  readonly issuer: string;
  readonly status?: Account['status'];
  /** `false`: none from now on. */
  readonly tenant?: string | false;
  readonly email?: string | false;
  readonly restrict?: 'logout' | 'none';
}

export const set: Define = (parent, context) => {
  const command = parent
    .command('set')
    .summary('create the account of a user, or change it')
    .description(
      'Creates the account of a user, or changes what is given of it; the rest stays as it is. The status inactive ends all sessions of the user for good, suspended ends none.',
    )
    .argument('<subject>', 'the user', pathName)
    .addOption(new Option('--status <status>', 'its status').choices(['active', 'inactive', 'suspended']))
    .option('--tenant <tenant>', 'its tenant', name)
    .option('--no-tenant', 'no tenant from now on')
    .option('--email <email>', 'its address', name)
    .option('--no-email', 'no address from now on')
    .addOption(new Option('--restrict <what>', 'what the user may not do').choices(['logout', 'none']))
    .addOption(issuerOption('whose user it is'))
    .addHelpText(
      'after',
      examples(
        ['logoutd accounts set ada --status suspended', 'until it is set active again'],
        ['logoutd accounts set ada --no-tenant --email ada@example.com', 'two changes at once'],
      ),
    )
    .action(async (subject: string, { issuer, ...options }: Options) => {
      const { status, tenant, email, restrict } = options;
      if ([status, tenant, email, restrict].every((value) => value === undefined)) {
        throw new Failure(
          EXIT.usage,
          'accounts set has nothing to set: logoutd accounts set --help says what there is.',
        );
      }
      const api = connect(options, context);
      const params = { path: { subject }, query: { issuer } };
      const found = await api.find(api.client.GET('/v1/accounts/{subject}', { params }));
      // PUT replaces, and a member that is left out takes its default.
      const [newTenant, newEmail] = [tenant ?? found?.tenant, email ?? found?.email];
      const body = {
        status: status ?? found?.status ?? 'active',
        restrictedCapabilities:
          restrict === undefined ? (found?.restrictedCapabilities ?? []) : restricted(restrict),
        ...(newTenant && { tenant: newTenant }),
        ...(newEmail && { email: newEmail }),
      };
      const account = await api.ask(api.client.PUT('/v1/accounts/{subject}', { params, body }));
      showOne(options.json === true, account, accountFields(account));
    });
  addServerOptions(command);
};

const restricted = (what: 'logout' | 'none'): 'logout'[] => (what === 'none' ? [] : [what]);
