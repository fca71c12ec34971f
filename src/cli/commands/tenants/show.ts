import { addServerOptions, type Define, examples, pathName, type ServerOptions } from '../../command.ts';
import { tenantFields } from '../../output/directory.ts';
import { showOne } from '../../output/show.ts';
import { connect } from '../../server/api.ts';

export const show: Define = (parent, context) => {
  const command = parent
    .command('show')
    .summary('show what is set for a tenant')
    .description('Shows what is set for a tenant.')
    .argument('<tenant>', 'the tenant', pathName)
    .addHelpText('after', examples(['logoutd tenants show acme', 'what holds for all users of acme']))
    .action(async (tenant: string, options: ServerOptions) => {
      const api = connect(options, context);
      const params = { path: { tenant } };
      const found = await api.ask(api.client.GET('/v1/tenants/{tenant}', { params }));
      showOne(options.json === true, found, tenantFields(found));
    });
  addServerOptions(command);
};
