import { describe, expect, it } from 'vitest';
import { controlOperations } from '../../../../src/contracts/control/registry.ts';
import { about, example, sent } from '../documented.ts';
import { type Control, call, control, DAY_MS, SESSION_ID, START_MS } from './deps.ts';

const { registerSession, readSession, endSession } = controlOperations;
const path = { sessionId: SESSION_ID };
const register = (deps: Control) =>
  registerSession.answer(call({ body: sent('registerSession', 'full') }), deps, about());

describe('reading and ending a session', () => {
  const read = (deps: Control, query = {}) => readSession.answer(call({ path, query }), deps, about());
  const end = (deps: Control, query = {}) => endSession.answer(call({ path, query }), deps, about());

  it('finds none where none is known, or only under another issuer', async () => {
    const deps = control();
    expect(await read(deps)).toStrictEqual(example('readSession', 404));
    expect(await end(deps)).toStrictEqual(example('endSession', 404));
    await register(deps);
    expect(await read(deps, { issuer: 'another' })).toStrictEqual(example('readSession', 404));
    expect(await end(deps, { issuer: 'another' })).toStrictEqual(example('endSession', 404));
    expect(await read(deps)).toMatchObject({ status: 200, body: { json: { state: 'active' } } });
  });

  it('ends it, again and again, and says when and by what', async () => {
    const deps = control();
    await register(deps);
    deps.clockMs = Date.parse('2025-01-15T10:45:00.000Z');
    expect(await end(deps)).toStrictEqual(example('endSession', 204));
    expect(await end(deps)).toStrictEqual(example('endSession', 204));
    expect(await read(deps)).toHaveProperty(
      'body.json',
      expect.objectContaining({
        state: 'ended',
        endedAt: '2025-01-15T10:45:00.000Z',
        endedBy: 'admin',
        reason: null,
      }),
    );
    expect((await deps.store.readLog(0, 9)).entries).toMatchObject([{ by: 'key:admin' }]);
  });

  it('shows one as expired from its expiry on', async () => {
    const deps = control();
    await register(deps);
    deps.clockMs = START_MS + DAY_MS;
    const expired = { state: 'ended', endedAt: '2025-01-16T10:00:00.000Z', endedBy: 'expired' };
    expect(await read(deps)).toHaveProperty('body.json', expect.objectContaining(expired));
  });
});
