/**
 * What does not compile: src/contracts/presenter.ts promises that an answer which its document does not declare is
 * refused by the compiler. Each `@ts-expect-error` here fails the run as soon as its line compiles.
 */
import { describe, expectTypeOf, test } from 'vitest';
import type { operations as ControlOperations } from '../../generated/control.ts';
import type { operations as SessionOperations } from '../../generated/session.ts';
import type { operations as StorefrontOperations } from '../../generated/storefront.ts';
import type { operations as TenantOperations } from '../../generated/tenant.ts';
import {
  emptySayer,
  type Present,
  presenter,
  type Said,
  sayer,
  textSayer,
} from '../../src/contracts/presenter.ts';

/** It declares 200, 401 (with a challenge), 429 and 500. */
type Op = SessionOperations['sessionLogout'];
const say = sayer<Op>();

const challenge = { 'WWW-Authenticate': 'Bearer' } as const;
const done = () => say(200, { success: true, message: 'Sesión cerrada exitosamente', data: null });
const refused = () => say(401, { success: false, message: 'Token no proporcionado o inválido' }, challenge);
const limited = () => say(429, { success: false, message: 'Demasiadas solicitudes' });
const fault = () => say(500, { success: false, message: 'Error interno del servidor' });

/** Two of them end in one status, so that a missing outcome and a status that nobody says are told apart. */
type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'expired'; readonly atMs: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'limited' }
  | { readonly kind: 'fault' };
const complete = { done, expired: refused, missing: refused, limited, fault };

describe('the table of a presenter', () => {
  const present = presenter<Op, Outcome>();

  test('compiles when it is complete', () => {
    expectTypeOf(present(complete)).toEqualTypeOf<Present<Outcome>>();
    present({
      ...complete,
      expired: (outcome) => {
        expectTypeOf(outcome).toEqualTypeOf<{ readonly kind: 'expired'; readonly atMs: number }>();
        return refused();
      },
    });
  });

  test('has every outcome', () => {
    // @ts-expect-error: `missing` has no entry, and its status is said by `expired`, so only the table can tell.
    present({ done, expired: refused, limited, fault });
  });

  test('has every outcome but those that its contract cannot meet', () => {
    presenter<Op, Outcome, 'missing'>()({ done, expired: refused, limited, fault });
    // @ts-expect-error: what is named unreachable must be an outcome, lest the list outlive what it lists.
    presenter<Op, Outcome, 'vanished'>();
  });

  test('has no outcome that there is not', () => {
    // @ts-expect-error: nothing has the kind `asleep`, so the entry is dead, or a name misspelled.
    present({ ...complete, asleep: refused });
  });

  test('says every status that the document declares', () => {
    // @ts-expect-error: 429 is documented, and a client prepares for it, but no outcome ends there.
    present({ ...complete, limited: fault });
  });

  test('holds answers that a sayer made', () => {
    const byHand = () => ({ status: 401, headers: {}, body: null });
    // @ts-expect-error: an answer by hand was held to nothing, however right it looks.
    present({ ...complete, missing: byHand });
  });

  test('says no status of another operation', () => {
    const sayForbidden = sayer<TenantOperations['tenantLogout']>();
    const meta = { requestId: 'a', timestamp: '2025-01-15T10:30:00.000Z' };
    const error = {
      message: 'Capability logout is restricted',
      code: 'RESTRICTED_CAPABILITY',
      status: 403,
    } as const;
    const forbidden = () => sayForbidden(403, { meta, error });
    // @ts-expect-error: 403 is declared by the operation that it was made for, but not by this one.
    present({ ...complete, missing: forbidden });
  });

  test('says no body of another operation', () => {
    const sayFailed = sayer<TenantOperations['tenantLogout']>();
    const meta = { requestId: 'a', timestamp: '2025-01-15T10:30:00.000Z' };
    const error = { message: 'Missing user context', code: 'UNEXPECTED_STATE', status: 500 } as const;
    const failed = () => sayFailed(500, { meta, error });
    // @ts-expect-error: both operations declare 500, but not with this body.
    present({ ...complete, missing: failed });
  });
});

describe('the status of an answer', () => {
  test('is documented', () => {
    expectTypeOf(done()).toExtend<Said<200>>();
    // @ts-expect-error: the session contract has no 403.
    say(403, { success: false, message: 'Error interno del servidor' });
  });
});

describe('the body of an answer', () => {
  const sayTenant = sayer<TenantOperations['tenantLogout']>();
  const time = '2025-01-15T10:30:00.000Z';

  test('has every member', () => {
    // @ts-expect-error: `data` is missing, which the document requires even though it is always null.
    say(200, { success: true, message: 'Sesión cerrada exitosamente' });
    // @ts-expect-error: `timestamp` is missing in the depth.
    sayTenant(200, { meta: { requestId: 'a' }, data: { success: true } });
  });

  test('has no member beyond them', () => {
    // @ts-expect-error: `stack` is a leak, given directly.
    say(500, { success: false, message: 'Error interno del servidor', stack: 'at' });
  });

  test('has no member beyond them by way of a variable', () => {
    const body = { success: false, message: 'Error interno del servidor', stack: 'at' } as const;
    // @ts-expect-error: TypeScript looks for excess members in literals only; a variable would smuggle `stack` in.
    say(500, body);
  });

  test('has no member beyond them in a merged branch', () => {
    const merged = (production: boolean) =>
      production
        ? say(500, { success: false, message: 'Error interno del servidor' })
        : // @ts-expect-error: merged, both branches are an answer of 500, so only the call that leaks can be refused.
          say(500, { success: false, message: 'Error interno del servidor', stack: 'at' });
    presenter<Op, Outcome>()({ ...complete, fault: () => merged(true) });
  });

  test('has no member beyond them in a merged body', () => {
    const lean = { success: false, message: 'Error interno del servidor' } as const;
    const isOdd = Math.random() < 0.5;
    const merged = isOdd
      ? ({ success: false, message: 'Error interno del servidor' } as const)
      : ({ success: false, message: 'Error interno del servidor', stack: 'at' } as const);
    // @ts-expect-error: `stack` shows on one of the branches only, and leaks all the same.
    say(500, merged);
    // @ts-expect-error: the same with the member spread in where it is wanted.
    say(500, { ...lean, ...(isOdd ? { stack: 'at' } : {}) });
    // No type can refuse this one: of a type and its subtype TypeScript keeps the first alone, and `stack` is gone
    // before anybody can look. It takes two named bodies and a choice between them; the contract tests would see it.
    const leaking = { ...lean, stack: 'at' } as const;
    const reduced = isOdd ? lean : leaking;
    expectTypeOf(reduced).toEqualTypeOf(lean);
  });

  test('has no member beyond them in the depth', () => {
    const meta = { requestId: 'a', timestamp: time, host: 'db-1' };
    // @ts-expect-error: `host` is a leak in `meta`, where nobody looks at the top.
    sayTenant(200, { meta, data: { success: true } });
  });

  test('has the constants of its own status', () => {
    // @ts-expect-error: a success is never false.
    say(200, { success: false, message: 'Sesión cerrada exitosamente', data: null });
    // @ts-expect-error: the message of another status.
    say(500, { success: false, message: 'Demasiadas solicitudes' });
    // @ts-expect-error: a message of a type that could be anything.
    say(500, { success: false, message: String('Error interno del servidor') });
    // @ts-expect-error: `data` is null, and not merely empty.
    say(200, { success: true, message: 'Sesión cerrada exitosamente', data: {} });
  });
});

describe('the media type of an answer', () => {
  type Read = ControlOperations['readSession'];
  const sayProblem = sayer<Read, 'application/problem+json'>('application/problem+json');
  const about = {
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: 'None.',
    requestId: 'a',
  } as const;

  test('is the one that the status has', () => {
    sayProblem(404, about);
    // @ts-expect-error: the document has 404 as a problem document, not as plain JSON.
    sayer<Read>()(404, about);
    // @ts-expect-error: and 200 as plain JSON, not as a problem document.
    sayProblem(200, about);
  });

  test('is named as it is typed', () => {
    // @ts-expect-error: the argument is what goes out, so it cannot differ from what was checked.
    sayer<Read, 'application/problem+json'>('application/json');
  });

  test('is text only where the document has text', () => {
    const sayText = textSayer<ControlOperations['readMetrics']>('text/plain; version=0.0.4');
    sayText(200, 'up 1');
    // @ts-expect-error: the refusals of the metrics are problem documents.
    sayText(401, 'Unauthorized');
  });

  test('is absent only where the document has no body', () => {
    const sayNothing = emptySayer<ControlOperations['endSession']>();
    sayNothing(204);
    // @ts-expect-error: 404 has a body.
    sayNothing(404);
    // @ts-expect-error: 204 has none.
    sayer<ControlOperations['endSession']>()(204, {});
  });
});

describe('the headers of an answer', () => {
  const body = { success: false, message: 'Token no proporcionado o inválido' } as const;

  test('are those that the document requires', () => {
    // @ts-expect-error: 401 of a bearer contract has its challenge (RFC 6750, section 3).
    say(401, body);
    // @ts-expect-error: an empty set of headers has no challenge either.
    say(401, body, {});
  });

  test('are none that the document lacks', () => {
    // @ts-expect-error: 401 declares no `X-Reason`.
    say(401, body, { 'WWW-Authenticate': 'Bearer', 'X-Reason': 'expired' });
    // @ts-expect-error: 500 declares no header that a presenter gives.
    say(500, { success: false, message: 'Error interno del servidor' }, challenge);
  });

  test('are none that the document lacks by way of a variable', () => {
    const headers = { 'WWW-Authenticate': 'Bearer', 'X-Reason': 'expired' } as const;
    // @ts-expect-error: a variable would smuggle `X-Reason` in.
    say(401, body, headers);
  });
});

describe('storefront', () => {
  test('answers a GET and a POST alike, so that one presenter serves both', () => {
    type Get = StorefrontOperations['storefrontLogout']['responses'];
    type Post = StorefrontOperations['storefrontLogoutByPost']['responses'];
    expectTypeOf<Get>().toEqualTypeOf<Post>();
  });
});
