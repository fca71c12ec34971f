/** What lies under the servers that tests start, and what can befall it there. */

/** A server is named by its working folder: one that starts again in it finds the same store. */
export interface StoreKind {
  /** What makes a server use it; the store of a new folder is made by that. */
  settingsFor(folder: string): Promise<Readonly<Record<string, string>>>;
  /** For `openStore`, beside a server that was stopped. */
  urlOf(folder: string): string;
  /** Takes writes from a running server and leaves it what it can read, until the returned function is called. */
  refuseWrites(folder: string): () => void;
  /** From now on a running server can neither read nor write. */
  damage(folder: string): void;
  /** Drops all entries of a running server's log, as their retention does in time. */
  emptyLog(folder: string): Promise<void>;
  /** Ends what was started beside the servers. */
  dispose(): Promise<void>;
}
