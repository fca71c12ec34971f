import { describe, expect, it } from 'vitest';
import { JustStored, type StoredSighting } from '../../../src/sessions/just-stored.ts';
import { id } from './given.ts';

const sighting = (more: Partial<StoredSighting> = {}): StoredSighting => ({
  issuer: 'default',
  sessionId: id('s1'),
  lastSeenAtMs: 1000,
  keyId: 'k1',
  ...more,
});

function open() {
  const clock = { nowMs: 0 };
  return { clock, stored: new JustStored(() => clock.nowMs) };
}

describe('what was just stored', () => {
  it('says more than what was read before, be it of the same millisecond', () => {
    const { stored } = open();
    stored.add(sighting({ keyId: 'k2' }));
    expect(stored.latest(sighting())).toEqual(sighting({ keyId: 'k2' }));
    expect(stored.latest(sighting({ lastSeenAtMs: 999 }))).toEqual(sighting({ keyId: 'k2' }));
  });

  it('says less than what another process has stored since', () => {
    const { stored } = open();
    stored.add(sighting({ keyId: 'k2' }));
    expect(stored.latest(sighting({ lastSeenAtMs: 1001 }))).toEqual(sighting({ lastSeenAtMs: 1001 }));
  });

  it('says nothing of other sessions', () => {
    const { stored } = open();
    stored.add(sighting({ keyId: 'k2', sessionId: id('s2') }));
    stored.add(sighting({ keyId: 'k2', issuer: 'other' }));
    expect(stored.latest(sighting())).toEqual(sighting());
  });

  it('is kept for five seconds since it was stored last', () => {
    const { clock, stored } = open();
    for (const keyId of ['k2', 'k3']) {
      stored.add(sighting({ keyId }));
      clock.nowMs += 4999;
    }
    stored.add(sighting({ sessionId: id('s2') }));
    expect(stored.latest(sighting())).toEqual(sighting({ keyId: 'k3' }));
    clock.nowMs += 1;
    stored.add(sighting({ sessionId: id('s3') }));
    expect(stored.latest(sighting())).toEqual(sighting());
  });

  it('is of the latest 20,000 sessions', () => {
    const { stored } = open();
    for (let at = 0; at <= 20_000; at += 1) stored.add(sighting({ keyId: 'k2', sessionId: id(`s${at}`) }));
    const keyOf = (name: string) => stored.latest(sighting({ sessionId: id(name) })).keyId;
    expect(['s0', 's1', 's20000'].map(keyOf)).toEqual(['k1', 'k2', 'k2']);
  });
});
