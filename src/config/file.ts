/**
 * The JSON file that `LOGOUTD_CONFIG` names: several issuers, claim names, cookie attributes. Loaded only where there
 * is one, since zod takes 20 MiB.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { repeatsMember } from '../http/repeated-members.ts';
import { ALGORITHMS, DEFAULT_CLAIMS, DEFAULT_MAX_LIFETIME_SECONDS } from '../tokens/issuer.ts';
import { cookieDefaults, cookieNames } from './cookies.ts';
import { whyUnreadable } from './unreadable.ts';

const claimName = z.string().min(1).max(255);
const kid = z.string().min(1).max(255).describe('The `kid` of the tokens that this key signs.').optional();

const keySource = z
  .union(
    [
      z.strictObject({
        secretEnv: z.string().min(1).describe('The environment variable that holds the shared secret.'),
        kid,
      }),
      z.strictObject({
        secretFile: z.string().min(1).describe('A file that holds nothing but the shared secret.'),
        kid,
      }),
      z.strictObject({
        pemFile: z.string().min(1).describe('A file with one public key or certificate.'),
        kid,
      }),
      z.strictObject({ jwksFile: z.string().min(1).describe('A file with a JWK set, read at start.') }),
      z.strictObject({
        jwksUrl: z
          .url({ protocol: /^https?$/ })
          .describe('Where the JWK set is fetched: https, or http on loopback.'),
      }),
    ],
    {
      error:
        'expected exactly one of secretEnv, secretFile, pemFile, jwksFile and jwksUrl, as a string, and at most kid beside one of the first three',
    },
  )
  .describe('Where a key comes from. Paths are relative to this file.');

const issuer = z
  .strictObject({
    name: z.string().min(1).max(255).describe('Half of every identity: a user is (issuer, subject).'),
    algorithms: z.array(z.enum(ALGORITHMS)).min(1).describe('The only algorithms that its tokens may use.'),
    keys: z.array(keySource).min(1).describe('Several at once, so that keys can rotate.'),
    iss: z
      .string()
      .min(1)
      .max(2048)
      .optional()
      .describe('The `iss` of its tokens; absent: whatever it says.'),
    aud: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
      .optional()
      .describe('Its tokens name at least one of these in `aud`; absent: `aud` is not looked at.'),
    claims: z
      .strictObject({
        subject: claimName.default(DEFAULT_CLAIMS.subject),
        session: claimName.default(DEFAULT_CLAIMS.session),
        token: claimName.default(DEFAULT_CLAIMS.token),
        tenant: claimName.default(DEFAULT_CLAIMS.tenant),
        email: claimName.default(DEFAULT_CLAIMS.email),
      })
      .prefault({})
      .describe('Which claim is read for what.'),
    tenants: z
      .array(z.string().min(1).max(255))
      .optional()
      .describe('The tenants that it may speak for; absent: any.'),
    maxLifetimeSeconds: z
      .int()
      .min(1)
      .max(400 * 24 * 60 * 60)
      .default(DEFAULT_MAX_LIFETIME_SECONDS)
      .describe('The longest `exp` - `iat` of its tokens, in seconds.'),
  })
  .describe('Whose tokens count here.');

const cookie = (name: string) =>
  z
    .strictObject({
      name: z
        .string()
        .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/)
        .default(name),
      path: z
        .string()
        .regex(/^\/[\x20-\x3a\x3d-\x7e]*$/)
        .default(cookieDefaults.path),
      domain: z
        .string()
        .regex(/^\.?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i)
        .optional(),
      secure: z.boolean().default(cookieDefaults.secure),
      sameSite: z.enum(['lax', 'strict', 'none']).default(cookieDefaults.sameSite),
      httpOnly: z.boolean().default(cookieDefaults.httpOnly),
      partitioned: z.boolean().default(cookieDefaults.partitioned),
    })
    .refine(({ sameSite, secure }) => sameSite !== 'none' || secure, {
      message: 'a browser takes sameSite none only with secure',
    })
    .refine(({ partitioned, secure }) => !partitioned || secure, {
      message: 'a browser takes partitioned only with secure',
    })
    .refine(({ name, secure }) => !/^__(?:Secure|Host)-/i.test(name) || secure, {
      message: 'a browser takes a name with __Secure- or __Host- only with secure',
    })
    .refine(({ name, path, domain }) => !/^__Host-/i.test(name) || (path === '/' && domain === undefined), {
      message: 'a browser takes a name with __Host- only with the path / and without a domain',
    })
    .prefault({})
    .describe('The attributes that the login sets the cookie with: its deletion has to repeat them.');

/** The names of the keys that variables bring. */
const RESERVED_KEY_NAMES: readonly string[] = ['admin', 'check'];

const controlKey = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,64}$/)
      .refine((name) => !RESERVED_KEY_NAMES.includes(name), {
        message:
          'admin and check are the names of the keys that LOGOUTD_ADMIN_KEY and LOGOUTD_CHECK_KEY bring',
      })
      .describe('What the log calls its holder.'),
    role: z.enum(['admin', 'check']).describe('An admin key does everything, a check key only asks.'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('The SHA-256 of the key in hexadecimal; the key itself stands nowhere.'),
  })
  .describe(
    'A key of the control API. Make one: openssl rand -base64 48 | tr -d "\\n" | tee key | sha256sum',
  );

const isDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length;

export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe('This schema, for editors.'),
    issuers: z.array(issuer).min(1).optional().describe('Absent: one, `default`, by LOGOUTD_JWT_SECRET.'),
    keys: z
      .array(controlKey)
      .refine((keys) => isDistinct(keys.map(({ name }) => name)), { message: 'two keys have one name' })
      .refine((keys) => isDistinct(keys.map(({ sha256 }) => sha256)), { message: 'two keys are the same' })
      .default([])
      .describe('Keys of the control API beside those of the variables: several, so that they can rotate.'),
    cookies: z
      .strictObject({ gsm: cookie(cookieNames.gsm), storefront: cookie(cookieNames.storefront) })
      .prefault({})
      .describe('The cookies that a logout deletes.'),
  })
  .meta({ title: 'logoutd settings file', description: 'The file that LOGOUTD_CONFIG names.' });

export type ConfigFile = z.output<typeof configSchema>;
export type IssuerEntry = NonNullable<ConfigFile['issuers']>[number];

/** The schema as published, for editors and pipelines. */
export function configJsonSchema(): unknown {
  return z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
}

/** Either the file's content, or what is wrong with it, a line each. */
export type ReadConfig =
  | { readonly ok: true; readonly config: ConfigFile; readonly folder: string }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The rest of what the engine says repeats the file, which may be one of secrets that was named by mistake. */
const placeIn = ({ message }: SyntaxError): string => / \(line \d+ column \d+\)$/.exec(message)?.[0] ?? '';

export function readConfigFile(path: string): ReadConfig {
  const refused = (why: string): ReadConfig => ({
    ok: false,
    problems: [`LOGOUTD_CONFIG: the file ${path} ${why}. Mend that, or unset the variable.`],
  });
  let content: unknown;
  try {
    const text = readFileSync(path, 'utf8');
    content = JSON.parse(text);
    if (repeatsMember(text)) return refused('has a member twice');
  } catch (error) {
    return refused(
      error instanceof SyntaxError
        ? `is not JSON${placeIn(error)}`
        : `cannot be read: ${whyUnreadable(error)}`,
    );
  }
  const parsed = configSchema.safeParse(content);
  if (parsed.success) return { ok: true, config: parsed.data, folder: dirname(resolve(path)) };
  const problems = parsed.error.issues.map(
    (issue) => `LOGOUTD_CONFIG: ${path}: ${issue.path.join('.') || 'the file'}: ${issue.message}.`,
  );
  return { ok: false, problems };
}
