/** The judge of every answer of the catalogue: it says what a document declares, in that document's words. */
import { type Declared, declarations } from '../../../src/kit/documents.ts';
import { headerFaults, headerOf } from '../../../src/kit/headers.ts';
import { layerStatusHeaders } from '../../../src/kit/layer.ts';
import { faultsOf } from '../../../src/kit/oracle.ts';
import type { Seen } from '../../../src/kit/send.ts';
import type { Match, Varying } from '../../../src/kit/varying.ts';
import type { RawReply } from '../../support/raw.ts';

export interface Judging {
  /** The statuses that are right here; any declared one below 500 unless given. */
  readonly status?: number | readonly number[];
  /** What the client sent that no answer may repeat: a token, a cookie, a key. */
  readonly secrets?: readonly string[];
  /** Of the request; the answer to HEAD has no body. */
  readonly method?: string;
}

const fits = (is: string, test: (value: unknown, seen: Seen, example: unknown) => boolean): Match => ({
  is,
  fits: (value, { seen, example }) => test(value, seen, example),
});
const anyValue = fits('anything that the schema admits', () => true);
const requestId = fits('the id in the header', (value, seen) => value === headerOf(seen, 'x-request-id'));

/** Beyond these members an error is its document's example, to the character. */
const ofErrors: Varying = {
  '/requestId': requestId,
  '/meta/requestId': requestId,
  '/traceId': fits(
    'null, or the id in the header',
    (value, seen) => value === null || value === headerOf(seen, 'x-request-id'),
  ),
  '/timestamp': anyValue,
  '/meta/timestamp': anyValue,
  '/description': fits("the example's words, and perhaps the member at fault", saysMore),
  '/detail': anyValue,
};
/** A success is held to its schema. */
const ofSuccesses: Varying = { '': anyValue };

/** A sentence for each fault of an answer to an operation; none when it is as it must be. */
export function faultsOfAnswer(
  operationId: string,
  seen: Seen,
  { status, secrets = [], method }: Judging = {},
): readonly string[] {
  const candidates = declarations.filter(
    (one) => one.operationId === operationId && one.status === seen.status,
  );
  const judged = candidates.map((one) =>
    faultsOf(one, seen, {
      varying: seen.status < 300 ? ofSuccesses : ofErrors,
      exampledHeaders: [],
      isHead: method === 'HEAD',
    }),
  );
  const best = judged.toSorted((one, other) => one.length - other.length)[0];
  return [
    ...statusFaults(seen, status),
    ...(best ?? [`status ${seen.status}, which ${operationId} does not declare`]),
    ...challengeFaults(candidates, seen),
    ...commonFaults(seen, secrets),
  ];
}

/** The same of an answer that no operation gives: what the HTTP layer refuses by itself, with a bare status. */
export function faultsOfBareAnswer(seen: Seen, { status, secrets = [] }: Judging = {}): readonly string[] {
  if (![400, 408, 431].includes(seen.status)) return [`status ${seen.status}, not one of the HTTP layer's`];
  return [
    ...(seen.besides ?? []),
    ...statusFaults(seen, status),
    ...headerFaults(layerStatusHeaders(seen.status), seen),
    ...(seen.body.length > 0 ? [`a body of ${seen.body.length} bytes, where there is none`] : []),
    ...commonFaults(seen, secrets),
  ];
}

/** What came over a bare socket, as the judge takes it. */
export function seenRaw(reply: RawReply): Seen {
  return { status: reply.status, headers: Object.entries(reply.headers), body: Buffer.from(reply.body) };
}

function statusFaults(seen: Seen, wanted: Judging['status']): readonly string[] {
  const right = [wanted ?? []].flat();
  if (right.length === 0) return seen.status < 500 ? [] : [`status ${seen.status}, a fault of the server`];
  return right.includes(seen.status) ? [] : [`status ${seen.status}, not ${right.join(' or ')}`];
}

/** RFC 6750, section 3: a document that declares the challenge of a 401 declares it for every 401. */
function challengeFaults(declared: readonly Declared[], seen: Seen): readonly string[] {
  const isDeclared = declared.some(({ headers }) => headers.some(({ name }) => name === 'WWW-Authenticate'));
  if (seen.status !== 401 || !isDeclared) return [];
  const challenge = headerOf(seen, 'www-authenticate');
  return /^Bearer(?: realm="logoutd")?(?:,? error="invalid_token")?$/.test(challenge ?? '')
    ? []
    : [`challenge ${challenge}`];
}

function commonFaults(seen: Seen, secrets: readonly string[]): readonly string[] {
  const text = [...seen.headers.flat(), seen.body.toString('latin1')].join('\n');
  const repeated = secrets.flatMap(traces).some((trace) => text.includes(trace));
  return [
    ...(headerOf(seen, 'cache-control') === 'no-store' ? [] : ['no Cache-Control: no-store']),
    ...(repeated ? ['the answer repeats what the client sent in confidence'] : []),
  ];
}

/** A secret, and the payload and the signature of a token, where they are long enough to be told from chance. */
function traces(secret: string): readonly string[] {
  return [secret, ...secret.split('.').slice(1)].filter((part) => part.length >= 16);
}

function saysMore(value: unknown, _: Seen, example: unknown): boolean {
  return value === example || String(value).startsWith(`${String(example)}: `);
}
