import { InvalidArgumentError } from 'commander';
import {
  addServerOptions,
  type Define,
  duration,
  examples,
  issuerOption,
  name,
  type ServerOptions,
} from '../command.ts';
import { EXIT, Failure } from '../exit.ts';
import { printable } from '../output/printable.ts';
import { note, say, sayJson } from '../output/streams.ts';
import { stamp } from '../output/times.ts';
import { connect } from '../server/api.ts';

interface Options extends ServerOptions {
  readonly subject: string;
  readonly issuer: string;
  readonly tenant?: string;
  readonly email?: string;
  readonly expiresIn?: number;
}

export const token: Define = (parent, context) => {
  const command = parent
    .command('token')
    .summary('register a session, and print a token of it')
    .description(
      'Registers a session and prints its access token, to try things with. Standard output has the token alone.',
    )
    .option('--subject <subject>', 'the user', name, 'user-42')
    .option('--tenant <tenant>', 'the tenant', name)
    .option('--email <email>', 'the address of the user', name)
    .option('--expires-in <duration>', 'how long it lives, like 90s, 30m, 12h (a day unless given)', lifetime)
    .addOption(issuerOption('whose user it is'))
    .addHelpText(
      'after',
      examples(
        ['logoutd token', 'a token of user-42'],
        ['logoutd token --subject ada --tenant acme --expires-in 1h', 'one that the tenant contract takes'],
        ['TOKEN=$(logoutd token)', 'for a script'],
      ),
    )
    .action(async ({ subject, issuer, tenant, email, expiresIn, ...options }: Options) => {
      const api = connect(options, context);
      const expiresAt = expiresIn === undefined ? null : new Date(context.now() + expiresIn).toISOString();
      const body = {
        subject,
        issuer,
        ...(tenant !== undefined && { tenant }),
        ...(email !== undefined && { email }),
        ...(expiresAt !== null && { expiresAt }),
      };
      const session = await api.ask(api.client.POST('/v1/sessions', { body }));
      if (session.accessToken === undefined) {
        throw new Failure(
          EXIT.failed,
          `the session ${session.sessionId} is registered, but the server has no secret to sign tokens of issuer ${issuer} with: your login signs one with this sid.`,
        );
      }
      if (options.json) sayJson(session);
      else say(printable(session.accessToken));
      const until = session.expiresAt === null ? '' : `, until ${stamp(session.expiresAt)}`;
      note(`Session ${session.sessionId} of ${session.subject}${until}.`);
    });
  addServerOptions(command);
};

/** The longest that settings can permit an issuer. Where less is permitted, the server says so. */
const MOST_DAYS = 400;

function lifetime(text: string): number {
  const ms = duration(text);
  if (ms <= MOST_DAYS * 86_400_000) return ms;
  throw new InvalidArgumentError(`${MOST_DAYS}d is the most.`);
}
