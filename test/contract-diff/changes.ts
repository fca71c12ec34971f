/** What a sample is, and how a document is changed for one. */
import { type Document, isMap } from 'yaml';
import type { ContractName } from '../../generated/operations.ts';

export type Sample = {
  readonly change: string;
  readonly contract: ContractName;
  /** What the document has before already, where the real one does not have it. */
  readonly first?: Make;
  readonly make: Make;
  /** `nothing`: no line in the changelog. */
  readonly verdict: 'breaking' | 'added' | 'changed' | 'nothing';
  /** What the line about it says, and about which operation, where it is about one. */
  readonly says?: RegExp;
  readonly operation?: string;
};
export type Make = (document: Document) => void;

export const POST = ['paths', '/auth/logout', 'post'];
export const GSM = ['paths', '/api/security/v1/auth/logout', 'post'];
export const SESSIONS = ['paths', '/v1/sessions'];
export const REGISTRATION = ['components', 'schemas', 'SessionRegistration'];
export const schema = (name: string, member: string) => ['components', 'schemas', name, 'properties', member];

export const set =
  (path: readonly string[], value: unknown): Make =>
  (document) =>
    document.setIn(path, document.createNode(value));
export const remove =
  (...path: readonly string[]): Make =>
  (document) => {
    if (!document.deleteIn(path)) throw new Error(`there is nothing at ${path.join(' ')}`);
  };
export const rename =
  (path: readonly string[], from: string, to: string): Make =>
  (document) => {
    const map = document.getIn(path);
    if (!isMap(map)) throw new Error(`there is no map at ${path.join(' ')}`);
    map.set(to, map.get(from, true));
    map.delete(from);
  };
export const both =
  (...makes: readonly Make[]): Make =>
  (document) => {
    for (const make of makes) make(document);
  };

export const platform = { contract: 'platform', operation: 'POST /auth/logout' } as const;
export const gsm = { contract: 'gsm', operation: 'POST /api/security/v1/auth/logout' } as const;
export const registration = { contract: 'control', operation: 'POST /v1/sessions' } as const;
