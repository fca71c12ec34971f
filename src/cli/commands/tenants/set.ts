import { InvalidArgumentError, Option } from 'commander';
import {
  addServerOptions,
  type Define,
  duration,
  examples,
  pathName,
  type ServerOptions,
} from '../../command.ts';
import { EXIT, Failure } from '../../exit.ts';
import { tenantFields } from '../../output/directory.ts';
import { showOne } from '../../output/show.ts';
import { connect } from '../../server/api.ts';

interface Options extends ServerOptions {
  readonly registeredOnly?: boolean;
  readonly restrict?: 'logout' | 'none';
  /** In seconds. */
  readonly idleTimeout?: number | 'never';
  readonly absoluteTimeout?: number | 'never';
}

const MOST_SECONDS = 31_536_000;

export const set: Define = (parent, context) => {
  const command = parent
    .command('set')
    .summary('change what is set for a tenant')
    .description(
      'Changes what is given of a tenant; the rest stays as it is. A timeout counts for sessions that run already, so that setting one may end some.',
    )
    .argument('<tenant>', 'the tenant', pathName)
    .option('--idle-timeout <duration>', 'how long unseen a session lives, like 30m, or never', timeout)
    .option('--absolute-timeout <duration>', 'how long after its start, like 24h, or never', timeout)
    .option('--registered-only', 'storefront answers 404 to users without an account')
    .option('--no-registered-only', 'it does not')
    .addOption(new Option('--restrict <what>', 'what its users may not do').choices(['logout', 'none']))
    .addHelpText(
      'after',
      examples(
        ['logoutd tenants set acme --idle-timeout 30m --absolute-timeout 24h', 'sets both'],
        ['logoutd tenants set acme --idle-timeout never', 'takes one back'],
      ),
    )
    .action(async (tenant: string, options: Options) => {
      const { registeredOnly, restrict, idleTimeout, absoluteTimeout } = options;
      if ([registeredOnly, restrict, idleTimeout, absoluteTimeout].every((value) => value === undefined)) {
        throw new Failure(
          EXIT.usage,
          'tenants set has nothing to set: logoutd tenants set --help says what there is.',
        );
      }
      const api = connect(options, context);
      const params = { path: { tenant } };
      const found = await api.find(api.client.GET('/v1/tenants/{tenant}', { params }));
      // PUT replaces, and a member that is left out takes its default.
      const body = {
        registeredAccountsOnly: registeredOnly ?? found?.registeredAccountsOnly ?? false,
        restrictedCapabilities:
          restrict === undefined ? (found?.restrictedCapabilities ?? []) : restricted(restrict),
        idleTimeoutSeconds: secondsOf(idleTimeout, found?.idleTimeoutSeconds),
        absoluteTimeoutSeconds: secondsOf(absoluteTimeout, found?.absoluteTimeoutSeconds),
      };
      const now = await api.ask(api.client.PUT('/v1/tenants/{tenant}', { params, body }));
      showOne(options.json === true, now, tenantFields(now));
    });
  addServerOptions(command);
};

function timeout(text: string): number | 'never' {
  if (text === 'never') return text;
  const seconds = duration(text) / 1000;
  if (seconds <= MOST_SECONDS) return seconds;
  throw new InvalidArgumentError('A year (365d) is the most.');
}

function secondsOf(given: number | 'never' | undefined, before: number | null | undefined): number | null {
  if (given === undefined) return before ?? null;
  return given === 'never' ? null : given;
}

const restricted = (what: 'logout' | 'none'): 'logout'[] => (what === 'none' ? [] : [what]);
