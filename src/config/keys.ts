/** The login's secret and the keys of the control API: given, or outside production made up. */
import type { IssuerSettings } from '../tokens/issuer.ts';
import { type DevelopmentSecrets, DevelopmentSecretsError } from './development.ts';
import { isGuessable, isWeak, WEAK } from './issuers.ts';
import { type Environment, type Report, text } from './read.ts';

export interface MadeUp {
  /** Then tokens to try with can be shown: nothing but this server believes them. */
  readonly jwtSecret: boolean;
  readonly adminKey: boolean;
}

export interface Keys {
  /** `null`: the settings file says whose tokens count. */
  readonly jwtSecret: string | null;
  /** `null`: the settings file has one. */
  readonly adminKey: string | null;
  /** `null`: there is none. */
  readonly checkKey: string | null;
  readonly madeUp: MadeUp;
}

const MIN_KEY_CHARACTERS = 32;
const HOW_TO_MAKE_ONE = 'make one with: openssl rand -base64 48';
const KEY_NAMES = ['LOGOUTD_ADMIN_KEY', 'LOGOUTD_CHECK_KEY'] as const;

/** What the settings file brings already. */
export interface InFile {
  readonly issuers: boolean;
  readonly adminKey: boolean;
}

export function readKeys(
  env: Environment,
  from: {
    readonly production: boolean;
    readonly inFile: InFile;
    /** Where those come from that are made up. */
    readonly secrets: () => DevelopmentSecrets;
  },
  report: Report,
): Keys {
  const { production, inFile } = from;
  const jwtSecret = text(env, 'LOGOUTD_JWT_SECRET');
  const adminKey = text(env, 'LOGOUTD_ADMIN_KEY');
  const checkKey = text(env, 'LOGOUTD_CHECK_KEY');
  if (jwtSecret !== null && isWeak(jwtSecret, production)) {
    report('LOGOUTD_JWT_SECRET', `${WEAK} (${HOW_TO_MAKE_ONE})`);
  }
  for (const name of KEY_NAMES) checkForm(env, name, production, report);
  if (adminKey !== null && adminKey === checkKey)
    report('LOGOUTD_CHECK_KEY', 'must differ from LOGOUTD_ADMIN_KEY');
  const needsSecret = jwtSecret === null && !inFile.issuers;
  const needsAdmin = adminKey === null && !inFile.adminKey;
  const madeUp = { jwtSecret: needsSecret && !production, adminKey: needsAdmin && !production };
  const given = { jwtSecret, adminKey, checkKey, madeUp };
  if (!needsSecret && !needsAdmin) return given;
  if (production) {
    if (needsSecret)
      report(
        'LOGOUTD_JWT_SECRET',
        'is missing, and no issuer is configured in LOGOUTD_CONFIG: set it to the secret that your login signs its tokens with',
      );
    if (needsAdmin) report('LOGOUTD_ADMIN_KEY', `is missing: ${HOW_TO_MAKE_ONE}`);
    return given;
  }
  try {
    const made = from.secrets();
    return {
      jwtSecret: needsSecret ? made.jwtSecret : jwtSecret,
      adminKey: needsAdmin ? made.adminKey : adminKey,
      checkKey: checkKey ?? made.checkKey,
      madeUp,
    };
  } catch (error) {
    if (!(error instanceof DevelopmentSecretsError)) throw error;
    report('LOGOUTD_JWT_SECRET', `is missing, and ${error.message.replace(/\.$/, '')}`);
    return given;
  }
}

function checkForm(
  env: Environment,
  name: (typeof KEY_NAMES)[number],
  production: boolean,
  report: Report,
): void {
  const key = text(env, name);
  if (key === null) return;
  if (key.length < MIN_KEY_CHARACTERS) {
    report(name, `must be at least ${MIN_KEY_CHARACTERS} characters: ${HOW_TO_MAKE_ONE}`);
  } else if (!/^[\x21-\x2b\x2d-\x7e]+$/.test(key)) {
    report(name, `must be printable ASCII without spaces and commas, to fit a header: ${HOW_TO_MAKE_ONE}`);
  } else if (production && isGuessable(key)) {
    report(name, `must not be guessable: ${HOW_TO_MAKE_ONE}`);
  }
}

/** A key is sent to this server in requests, a login's secret never is: who has the one must not have the other. */
export function checkKeysAgainst(issuers: readonly IssuerSettings[], env: Environment, report: Report): void {
  const secrets = issuers.flatMap(({ keys }) =>
    keys.flatMap((key) => (key.kind === 'secret' ? [key.secret] : [])),
  );
  for (const name of KEY_NAMES) {
    const key = text(env, name);
    if (key === null || !secrets.some((secret) => secret.equals(Buffer.from(key)))) continue;
    report(name, `must differ from the secret that tokens are signed with: ${HOW_TO_MAKE_ONE}`);
  }
}
