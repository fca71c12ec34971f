/** Opens stores for a copy, by their addresses. Only the backends that are named are loaded. */
import { redisAddressIn } from '../open.ts';
import type { Archive, CopyTarget } from './archive.ts';

export interface CopyOptions {
  /** Of the target, as of a store that is opened for serving. */
  readonly redisDurability: 'strict' | 'warn';
  /** Where markers of stores on other machines lie. From the working directory. */
  readonly dataFolder: string;
}

/** A store that can be copied, or be a copy. Nothing is opened yet. Both reject with `StoreOpenError`, and change nothing then. */
export interface Copyable {
  readonly openSource: () => Promise<Archive>;
  /** `origin`: of the source. */
  readonly openTarget: (origin: string) => Promise<CopyTarget>;
}

const IN_A_FILE = /^sqlite:([^\0]+)$/;

/** What a copy can be made from and to, for people. */
export const COPYABLE_FORMS =
  'sqlite:<path>, or redis://[<user>:<password>@]<host>:<port>[/<database>], with rediss: for TLS and ?prefix= and the like as in LOGOUTD_STORE';

/** `null`: the address is of no form that can be copied; it may hold a password. */
export function copyableAt(address: string, { redisDurability, dataFolder }: CopyOptions): Copyable | null {
  const path = IN_A_FILE.exec(address)?.[1];
  if (path !== undefined) {
    return {
      openSource: async () => (await import('../sqlite/archive/source.ts')).openSource(path),
      openTarget: async (origin) => (await import('../sqlite/archive/target.ts')).openTarget(path, origin),
    };
  }
  const server = redisAddressIn(address);
  if (server === null) return null;
  return {
    openSource: async () => (await import('../redis/archive/source.ts')).openSource(server, dataFolder),
    openTarget: async (origin) => {
      const { openTarget } = await import('../redis/archive/target.ts');
      return openTarget(server, { folder: dataFolder, durability: redisDurability }, origin);
    },
  };
}
