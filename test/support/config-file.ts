/** A settings file for `LOGOUTD_CONFIG`, in a folder of its own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerOptions } from './server.ts';
import { temporaryFolder } from './server.ts';

/** Writes the file, and others beside it; returns its path. */
export function configFile(content: unknown, beside: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(beside)) writeFileSync(join(folder, name), text);
  const path = join(folder, 'logoutd.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

export const NORTH_SECRET = 'the-secret-of-issuer-north-0123456789-abcdef';
export const SOUTH_SECRET = 'the-secret-of-issuer-south-0123456789-abcdef';

/** Two issuers, `north` and `south`, each with a secret of its own. */
export function twoIssuers(): ServerOptions {
  const issuer = (name: string, secretEnv: string) => ({
    name,
    algorithms: ['HS256'],
    keys: [{ secretEnv }],
  });
  return {
    env: {
      LOGOUTD_CONFIG: configFile({
        issuers: [issuer('north', 'NORTH_SECRET'), issuer('south', 'SOUTH_SECRET')],
      }),
      LOGOUTD_JWT_SECRET: '',
      NORTH_SECRET,
      SOUTH_SECRET,
    },
  };
}
