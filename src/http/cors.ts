/** CORS with credentials for the origins of the allow list (Fetch standard, section 3.3). */

const REQUEST_HEADERS = 'Authorization, Content-Type, x-token, x-store-id, x-request-id, traceparent';
const ANSWER_HEADERS = 'x-request-id, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate';
const PREFLIGHT_SECONDS = 600;

/** For any answer. `Vary` whenever there is a list, also to those who are not on it. */
export function corsHeaders(
  origin: string | undefined,
  allowedOrigins: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  if (allowedOrigins.size === 0) return {};
  if (origin === undefined || !allowedOrigins.has(origin)) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': ANSWER_HEADERS,
  };
}

/** In addition, for OPTIONS from an allowed origin. */
export function preflightHeaders(
  origin: string | undefined,
  allowedOrigins: ReadonlySet<string>,
  methods: readonly string[],
): Readonly<Record<string, string>> {
  if (origin === undefined || !allowedOrigins.has(origin)) return {};
  return {
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': REQUEST_HEADERS,
    'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
  };
}
