/** A control API on an empty store, at the moment of its document's examples. */
import type {
  Call,
  ControlDeps,
  KnownIssuer,
  TokenOrder,
} from '../../../../src/contracts/control/operation.ts';
import { withActivity } from '../../../../src/sessions/activity.ts';
import { openMemoryStore } from '../../../../src/stores/memory.ts';
import { digest } from '../../../../src/tokens/digest.ts';

export const START_MS = Date.parse('2025-01-15T10:00:00.000Z');
export const DAY_MS = 24 * 60 * 60 * 1000;
export const SESSION_ID = '4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77';
export const TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...';

export interface Control extends ControlDeps {
  /** What was minted. */
  readonly orders: readonly TokenOrder[];
  clockMs: number;
}

/** `issuer`: what is unlike an issuer called `default` that speaks for anybody and mints tokens for 30 days. */
export function control(issuer: Partial<KnownIssuer> = {}, changes: Partial<ControlDeps> = {}): Control {
  const orders: TokenOrder[] = [];
  const known: KnownIssuer = {
    name: 'default',
    maxLifetimeMs: 30 * DAY_MS,
    signingKeyId: null,
    speaksFor: () => true,
    mint: (order) => {
      orders.push(order);
      return TOKEN;
    },
    ...issuer,
  };
  const deps: Control = {
    store: withActivity(openMemoryStore().store, { onError: () => {} }),
    clockMs: START_MS,
    now: () => deps.clockMs,
    digest,
    newSessionId: () => 'made-up',
    verify: async () => 'invalid',
    issuer: (name) => (name === known.name ? known : undefined),
    issuerNames: [known.name],
    isReady: async () => true,
    metrics: async () => '',
    orders,
    ...changes,
  };
  return deps;
}

export const call = (parts: Partial<Call> = {}): Call => ({
  path: {},
  query: {},
  body: undefined,
  by: 'key:admin',
  ...parts,
});
