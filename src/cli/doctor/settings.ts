/** The settings as a server would read them in this environment and folder, without making anything up for good. */
import { randomBytes } from 'node:crypto';
import {
  DEVELOPMENT_SECRETS_FILE,
  type DevelopmentSecrets,
  othersMayRead,
  readDevelopmentSecrets,
} from '../../config/development.ts';
import type { Environment } from '../../config/read.ts';
import { readSettings, type Settings, SettingsError } from '../../config/settings.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';

export interface SettingsFindings {
  /** `null`: a server would not start with them. */
  readonly settings: Settings | null;
  readonly findings: readonly Finding[];
}

export async function checkSettings(env: Environment): Promise<SettingsFindings> {
  let secrets: Finding | null = null;
  const readOnly = (): DevelopmentSecrets => {
    const found = readDevelopmentSecrets();
    secrets = found === null ? NONE_YET : foundSecrets();
    return found ?? forNow();
  };
  try {
    const settings = await readSettings(env, readOnly);
    const mode = settings.production ? 'a production server' : 'a development server';
    const findings = [
      ok('settings', `${mode} on ${settings.host}, port ${settings.port}`),
      ...settings.warnings.map((warning) => warn('settings', warning)),
      ...(secrets === null ? [] : [secrets]),
    ];
    return { settings, findings };
  } catch (error) {
    if (error instanceof SettingsError) {
      return { settings: null, findings: error.problems.map((problem) => wrong('settings', problem)) };
    }
    const { code, message } = error as NodeJS.ErrnoException;
    const says = `${DEVELOPMENT_SECRETS_FILE} cannot be read (${code ?? message}). Let this user read it, or set LOGOUTD_JWT_SECRET and LOGOUTD_ADMIN_KEY.`;
    return { settings: null, findings: [wrong('secrets', says)] };
  }
}

const NONE_YET = ok(
  'secrets',
  `there are none yet; the first start makes them, in ${DEVELOPMENT_SECRETS_FILE}`,
);

function foundSecrets(): Finding {
  if (!othersMayRead(DEVELOPMENT_SECRETS_FILE)) {
    return ok('secrets', `made up for development, in ${DEVELOPMENT_SECRETS_FILE}`);
  }
  return wrong(
    'secrets',
    `others can read ${DEVELOPMENT_SECRETS_FILE}. Delete it if they may have, so that new ones are made; else: chmod 600 ${DEVELOPMENT_SECRETS_FILE}`,
  );
}

/** Of the form of those that a start would make, and forgotten. */
function forNow(): DevelopmentSecrets {
  const fresh = (): string => randomBytes(32).toString('base64url');
  return { jwtSecret: fresh(), adminKey: fresh(), checkKey: fresh() };
}
