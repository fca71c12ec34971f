/** States that rows need, and the credentials that they send. Names are new each time, so that rows cannot meet. */
import { randomUUID } from 'node:crypto';
import { ADMIN_KEY, CHECK_KEY } from '../../support/server.ts';
import { bearer, nowSeconds, token } from '../../support/tokens.ts';
import type { Json } from '../documents.ts';
import type { Service } from '../drivers/service.ts';
import type { Ask } from '../send.ts';

export const JSON_TYPE = 'application/json';
export const PROBLEM_TYPE = 'application/problem+json';

export const newUser = (): string => `user-${randomUUID()}`;
export const newTenant = (): string => `tenant-${randomUUID()}`;
export const newSessionId = (): string => randomUUID();

export const admin = bearer(ADMIN_KEY);
export const check = bearer(CHECK_KEY);

/** Valid until an hour ago. */
export const expired = (claims: Json = {}): string =>
  token({ iat: nowSeconds() - 7200, exp: nowSeconds() - 3600, ...claims });

export const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

export async function putAccount(service: Service, subject: string, json: Json): Promise<void> {
  await service.arrange('replaceAccount', { path: { subject }, json });
}

export async function putTenant(service: Service, tenant: string, json: Json): Promise<void> {
  await service.arrange('replaceTenant', { path: { tenant }, json });
}

export async function register(service: Service, json: Json): Promise<void> {
  await service.arrange('registerSession', { json });
}

/** A session as the control document's examples have it. */
export async function registerAsExampled(service: Service, names: { subject: string; sessionId: string }) {
  const device = { name: 'Work laptop', userAgent: 'Mozilla/5.0', ip: '192.0.2.7' };
  const rest = { tenant: 'acme', email: 'abc@gmail.com', expiresAt: inAnHour(), device };
  await register(service, { ...names, ...rest });
}

/** Sends the request once, whatever comes of it, and gives it for a second time. */
export const secondTime =
  (operationId: string, ask: () => Ask) =>
  async (service: Service): Promise<Ask> => {
    const once = ask();
    await service.call(operationId, once);
    return once;
  };
