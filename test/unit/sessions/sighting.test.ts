import { describe, expect, it } from 'vitest';
import { see } from '../../../src/sessions/sighting.ts';
import { judge } from '../../../src/sessions/standing.ts';
import { credential, cutOff, endedSession, HOUR_MS, NOW_MS, policy, session, standing } from './given.ts';

describe('whether a session goes on, once a token of it was seen', () => {
  it.each([
    ['with a live token it does', { sessions: [session()] }, true],
    ['with its end on record it does not', { sessions: [endedSession()] }, false],
    ['with a token that it has outlived it does', { sessions: [session()], cutOffs: [cutOff()] }, true],
    ['first seen with a dead token it does not', { cutOffs: [cutOff()] }, false],
    [
      'with a timeout it does not',
      { sessions: [session({ tenant: 'acme' })], tenantPolicy: policy({ idleTimeoutSeconds: 1 }) },
      false,
    ],
  ])('%s', (_, known, lives) => {
    const token = credential({ expiresAtMs: NOW_MS + HOUR_MS });
    expect(see(token, standing(known), judge(token, standing(known), NOW_MS), NOW_MS).lives).toBe(lives);
  });
});
