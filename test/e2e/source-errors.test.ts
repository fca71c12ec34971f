/** Every documented error example of the five sources, by a real cause. */
import { describe, expect, it } from 'vitest';
import { curl, needsCurl } from '../support/curl.ts';
import { control, gsm, platform, registered, session, storefront, tenant } from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { store } from '../support/stores/under-test.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer();
const REQUEST_ID = expect.stringMatching(/^[A-Za-z0-9._-]{1,128}$/);

describe('gsm', () => {
  const unauthenticated = {
    success: false,
    message: 'Unauthorized',
    data: null,
    errorType: 'Unauthorized',
    traceId: null,
    details: null,
  };

  it.each([
    ['no token', ''],
    ['a token that is not valid', token({}, 'another-secret-0123456789-0123456789-abcdef')],
    ['an expired token', token({ iat: 1_700_000_000, exp: 1_700_003_600 })],
  ])('answers %s with the documented 401', async (_, value) => {
    const reply = await gsm(server(), value);
    expect(reply.status).toBe(401);
    expect(reply.json()).toStrictEqual(unauthenticated);
  });
});

describe('tenant', () => {
  const meta = {
    requestId: REQUEST_ID,
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  };

  it.each([
    ['the user', '/v1/accounts/restricted', { sub: 'restricted', tid: 'tenant-1' }],
    ['the tenant', '/v1/tenants/restricted-tenant', { sub: 'somebody', tid: 'restricted-tenant' }],
  ])('answers 403 where the capability is restricted for %s', async (_, path, claims) => {
    await control(server(), 'PUT', path, { restrictedCapabilities: ['logout'] });
    const reply = await tenant(server(), token(claims));
    expect(reply.status).toBe(403);
    expect(reply.json()).toStrictEqual({
      meta,
      error: { message: 'Capability logout is restricted', code: 'RESTRICTED_CAPABILITY', status: 403 },
    });
  });

  it('answers 500 UNEXPECTED_STATE to a valid token that names no user', async () => {
    const reply = await tenant(server(), token({ sub: undefined, tid: 'tenant-1' }));
    expect(reply.status).toBe(500);
    expect(reply.json()).toStrictEqual({
      meta,
      error: { message: 'Missing user context', code: 'UNEXPECTED_STATE', status: 500 },
    });
  });

  it('answers 500 INTERNAL_SERVER while its store cannot be written', async () => {
    const unlock = store.refuseWrites(server().folder);
    try {
      const reply = await tenant(server(), token({ tid: 'tenant-1' }));
      expect(reply.status).toBe(500);
      expect(reply.json()).toStrictEqual({
        meta,
        error: { message: 'Something went wrong on our side.', code: 'INTERNAL_SERVER', status: 500 },
      });
    } finally {
      unlock();
    }
    expect((await tenant(server(), token({ tid: 'tenant-1' }))).status).toBe(200);
  });

  it('repeats the request id that the client sent', async () => {
    const headers = { 'x-request-id': 'req-12345' };
    const reply = await tenant(server(), token({ tid: 'tenant-1' }), { headers });
    expect(reply.json()).toMatchObject({ meta: { requestId: 'req-12345' } });
  });
});

describe('session', () => {
  const unauthenticated = { success: false, message: 'Token no proporcionado o inválido' };

  it('answers the short curl line as it stands, without a token, with the documented 401', async (context) => {
    needsCurl(context);
    const answer = await curl(`curl --request POST \\
  --url ${server().url}/api/auth/logout`);
    expect(answer.status).toBe(401);
    expect(answer.json()).toStrictEqual(unauthenticated);
  });

  it('answers an invalid token with the documented 401', async () => {
    const reply = await session(server(), 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...');
    expect(reply.status).toBe(401);
    expect(reply.json()).toStrictEqual(unauthenticated);
  });
});

describe('storefront', () => {
  it('answers an invalid token with the documented 401', async () => {
    const before = Date.now();
    const reply = await storefront(server(), '<TOKEN>');
    expect(reply.status).toBe(401);
    expect(reply.json()).toStrictEqual({
      requestId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      error: 'UnauthorizedException',
      statusCode: 401,
      message: 'Unauthorized',
      path: '/auth/logout',
      timestamp: expect.toSatisfy((time: number) => time >= before && time <= Date.now()),
    });
  });
});

describe('platform', () => {
  const invalid = 'The request data did not pass validation: ';
  const contradictory = 'The request data failed validation rules: ';

  it('answers a body that is no valid input with the documented 400', async () => {
    const reply = await platform(server(), token(), { body: { scope: 'everything' } });
    expect(reply.status).toBe(400);
    expect(reply.json()).toStrictEqual({
      message: 'Invalid input data',
      description: expect.toSatisfy((text: string) => text.startsWith(invalid) && text.includes('scope')),
      code: 'INVALID_INPUT',
    });
  });

  it('answers an invalid token with the documented 401', async () => {
    const reply = await platform(server(), 'none');
    expect(reply.status).toBe(401);
    expect(reply.json()).toStrictEqual({
      message: 'Unauthorized',
      description: 'Invalid, expired or missing bearer token',
      code: 'UNAUTHORIZED',
    });
  });

  it('answers a user who may not log out with the documented 403', async () => {
    await control(server(), 'PUT', '/v1/accounts/suspended', { status: 'suspended' });
    const reply = await platform(server(), token({ sub: 'suspended' }));
    expect(reply.status).toBe(403);
    expect(reply.json()).toStrictEqual({
      message: 'Forbidden',
      description: "You don't have permission to access this resource",
      code: 'FORBIDDEN',
    });
  });

  it('answers an unknown session with the documented 404', async () => {
    const reply = await platform(server(), token(), { body: { sessionId: 'nobody-s' } });
    expect(reply.status).toBe(404);
    expect(reply.json()).toStrictEqual({
      message: 'Resource not found',
      description: 'The requested resource could not be found',
      code: 'NOT_FOUND',
    });
  });

  it('answers another session that has ended with the documented 409', async () => {
    const ended = await registered(server(), { subject: 'conflicted' });
    await platform(server(), ended.accessToken);
    const reply = await platform(server(), token({ sub: 'conflicted' }), {
      body: { sessionId: ended.sessionId },
    });
    expect(reply.status).toBe(409);
    expect(reply.json()).toStrictEqual({
      message: 'Resource conflict',
      description: 'The resource already exists or is in an invalid state',
      code: 'CONFLICT',
    });
  });

  it('answers a contradictory body with the documented 422', async () => {
    const reply = await platform(server(), token(), { body: { sessionId: 'any', scope: 'all' } });
    expect(reply.status).toBe(422);
    expect(reply.json()).toStrictEqual({
      message: 'Validation error',
      description: expect.toSatisfy(
        (text: string) => text.startsWith(contradictory) && text.includes('sessionId'),
      ),
      code: 'VALIDATION_ERROR',
    });
  });
});
