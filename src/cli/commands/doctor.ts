import { addServerOptions, type Context, type Define, examples, type ServerOptions } from '../command.ts';
import type { Finding } from '../doctor/finding.ts';
import { EXIT, Failure } from '../exit.ts';
import { printable } from '../output/printable.ts';
import { say, sayJson, styled } from '../output/streams.ts';

export const doctor: Define = (parent, context) => {
  const command = parent
    .command('doctor')
    .summary('say what is wrong with the setup, and how to mend it')
    .description(
      'Looks at settings, secrets, keys, server, store and clock, in the environment and the folder that a server would be started in. It changes nothing, and ends with 0 when nothing is wrong.',
    )
    .addHelpText(
      'after',
      examples(
        ['logoutd doctor', 'before a server is started, or when one misbehaves'],
        ['NODE_ENV=production logoutd doctor', 'what production lacks'],
      ),
    )
    .action((options: ServerOptions) => examine(options, context));
  addServerOptions(command);
};

async function examine(options: ServerOptions, context: Context): Promise<void> {
  const findings = await allFindings(options, context);
  for (const finding of findings) {
    if (options.json) sayJson(finding);
    else say(lineOf(finding));
  }
  const many = findings.filter(({ verdict }) => verdict === 'wrong').length;
  if (many === 0) return;
  throw new Failure(EXIT.failed, many === 1 ? '1 thing is wrong.' : `${many} things are wrong.`);
}

/** What it takes is loaded only here: no other command needs a store. */
async function allFindings(options: ServerOptions, { env, now }: Context): Promise<readonly Finding[]> {
  const [
    { checkSettings },
    { checkKeys },
    { checkServer },
    { checkStore, checkStoreBesideServer },
    { checkClock },
  ] = await Promise.all([
    import('../doctor/settings.ts'),
    import('../doctor/keys.ts'),
    import('../doctor/server.ts'),
    import('../doctor/store.ts'),
    import('../doctor/clock.ts'),
  ]);
  const node: Finding = { verdict: 'ok', about: 'node', says: process.versions.node };
  const { settings, findings } = await checkSettings(env);
  const keys = settings === null ? [] : await checkKeys(settings.issuers, now);
  const server = await checkServer(options, env);
  const store =
    settings === null
      ? { writtenMs: null, findings: [] }
      : server.runs
        ? await checkStoreBesideServer(settings.storeUrl, settings.redisDurability, server)
        : await checkStore(settings.storeUrl, settings.redisDurability);
  const { clockMs: serverMs, newestMs } = server;
  const clock = checkClock(now(), { serverMs, newestMs, writtenMs: store.writtenMs });
  return [node, ...findings, ...keys, ...server.findings, ...store.findings, ...clock];
}

const STYLES = { ok: 'green', warn: 'yellow', wrong: 'red' } as const;

const lineOf = ({ verdict, about, says }: Finding): string =>
  `${styled(STYLES[verdict], verdict.padEnd(5))}  ${about.padEnd(8)}  ${printable(says)}`;
