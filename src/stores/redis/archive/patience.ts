/** How long one step of a copy may take, in milliseconds: longer than a request may, since nobody waits for it. */
export const PATIENCE_MS = 10_000;
