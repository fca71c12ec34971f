/** The keys of the control API, those of the environment and those of the settings file, as one ring. */
import { type ControlKey, digestOf } from '../http/key-ring.ts';
import type { IssuerSettings } from '../tokens/issuer.ts';
import type { ConfigFile } from './file.ts';
import type { Keys } from './keys.ts';
import type { Report } from './read.ts';

/** As it may have been copied: itself, and as JSON Web Keys and tools for the terminal write it. */
const spellingsOf = (secret: Buffer): readonly (Buffer | string)[] => [
  secret,
  secret.toString('base64url'),
  secret.toString('base64'),
  secret.toString('hex'),
];

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
    keys.flatMap((key) => (key.kind === 'secret' ? spellingsOf(key.secret).map(digestOf) : [])),
  );
  const nothing = digestOf('');
  for (const { name, digest } of listed) {
    const of = (problem: string): void => report('LOGOUTD_CONFIG', `key ${JSON.stringify(name)} ${problem}`);
    const same = given.find((key) => key.digest.equals(digest));
    if (same !== undefined)
      of(`must be another than LOGOUTD_${same.name.toUpperCase()}_KEY: who has the one has the other`);
    if (digest.equals(nothing)) of('is the digest of nothing: print it of the key itself');
    // A key is sent to this server in requests, a login's secret never is.
    if (secrets.some((secret) => secret.equals(digest)))
      of('must be another than the secret that tokens are signed with');
  }
  return [...given, ...listed];
}
