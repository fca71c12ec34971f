/** The keys of the control API, those of the environment and those of the settings file, as one ring. */
import { type ControlKey, digestOf } from '../http/key-ring.ts';
import type { IssuerSettings } from '../tokens/issuer.ts';
import type { ConfigFile } from './file.ts';
import type { Keys } from './keys.ts';
import type { Report } from './read.ts';

/** @param report is told of keys that two have, and of one that is a login's secret */
export function controlKeys(
  { adminKey, checkKey }: Keys,
  inFile: ConfigFile['keys'],
  issuers: readonly IssuerSettings[],
  report: Report,
): readonly ControlKey[] {
  const given: readonly ControlKey[] = [
    ...(adminKey === null ? [] : [{ name: 'admin', role: 'admin', digest: digestOf(adminKey) } as const]),
    ...(checkKey === null ? [] : [{ name: 'check', role: 'check', digest: digestOf(checkKey) } as const]),
  ];
  const listed = inFile.map(({ name, role, sha256 }) => ({ name, role, digest: Buffer.from(sha256, 'hex') }));
  const secrets = issuers.flatMap(({ keys }) =>
    keys.flatMap((key) => (key.kind === 'secret' ? [digestOf(key.secret)] : [])),
  );
  for (const { name, digest } of listed) {
    const of = (problem: string): void => report('LOGOUTD_CONFIG', `key ${JSON.stringify(name)} ${problem}`);
    const same = given.find((key) => key.digest.equals(digest));
    if (same !== undefined)
      of(`must be another than LOGOUTD_${same.name.toUpperCase()}_KEY: who has the one has the other`);
    // A key is sent to this server in requests, a login's secret never is.
    if (secrets.some((secret) => secret.equals(digest)))
      of('must be another than the secret that tokens are signed with');
  }
  return [...given, ...listed];
}
