/** States that rows need, and the credentials that they send. Names are new each time, so that rows cannot meet. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../documents.ts';
import type { Ask } from '../send.ts';
import type { Target } from '../target.ts';

export const JSON_TYPE = 'application/json';
export const PROBLEM_TYPE = 'application/problem+json';

export const newUser = (): string => `user-${randomUUID()}`;
export const newTenant = (): string => `tenant-${randomUUID()}`;
export const newSessionId = (): string => randomUUID();

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** Until the clock shows a later time, whatever its steps are. */
export const aMoment = (): Promise<void> => pause(20);

export const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

export async function putAccount(target: Target, subject: string, json: Json): Promise<void> {
  await target.arrange('replaceAccount', { path: { subject }, json });
}

export async function putTenant(target: Target, tenant: string, json: Json): Promise<void> {
  await target.arrange('replaceTenant', { path: { tenant }, json });
}

export async function register(target: Target, json: Json): Promise<void> {
  await target.arrange('registerSession', { json });
}

/** A session as the control document's examples have it. */
export async function registerAsExampled(target: Target, names: { subject: string; sessionId: string }) {
  const device = { name: 'Work laptop', userAgent: 'Mozilla/5.0', ip: '192.0.2.7' };
  const rest = { tenant: 'acme', email: 'abc@gmail.com', expiresAt: inAnHour(), device };
  await register(target, { ...names, ...rest });
}

/** Sends the request once, whatever comes of it, and gives it for a second time. */
export const secondTime =
  (operationId: string, ask: (target: Target) => Promise<Ask>) =>
  async (target: Target): Promise<Ask> => {
    const once = await ask(target);
    await target.call(operationId, once);
    return once;
  };

/** Sends as many requests as the limit permits, whatever comes of them, and gives the one that is too many. */
export const overTheLimit =
  (operationId: string, ask: (target: Target) => Promise<Ask>) =>
  async (target: Target): Promise<Ask> => {
    const filler = await ask(target);
    for (let sent = 0; sent < target.permitted; sent += 1) await target.call(operationId, filler);
    return ask(target);
  };
