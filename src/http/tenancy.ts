/** Which tenant a request is for, and whether a token may speak there. */
import type { LogoutContract } from '../contracts/contract.ts';
import type { Credential } from '../sessions/model.ts';
import type { CredentialRefusal } from '../sessions/outcome.ts';

export interface Tenancy {
  /** The tenant that the request names; `null`: none, or not in a form that its document allows. */
  readonly named: string | null;
  speaksFor(issuer: string, tenant: string): boolean;
}

/** The form of `x-store-id`: what is not in it is refused with 400, after the credentials. */
const TENANT = /^[A-Za-z0-9._-]{1,128}$/;

export function tenantNamed(contract: LogoutContract, header: string | string[] | undefined): string | null {
  if (contract.tenantHeader === null || typeof header !== 'string') return null;
  return TENANT.test(header) ? header : null;
}

export function tenancyRefusal(
  credential: Credential,
  tenancy: Tenancy,
  contract: LogoutContract,
): CredentialRefusal | null {
  if (contract.needsTenant && credential.tenant === null) return 'tenant_missing';
  const { named } = tenancy;
  if (named === null) return null;
  if (credential.tenant !== null && credential.tenant !== named) return 'tenant_mismatch';
  return tenancy.speaksFor(credential.issuer, named) ? null : 'tenant_refused';
}
