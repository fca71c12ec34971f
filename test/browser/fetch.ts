/** `fetch` as the script of a page would call it. */
import type { Page } from 'playwright-core';

export interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials?: 'include' | 'same-origin' | 'omit';
  readonly mode?: 'cors' | 'no-cors';
  readonly cache?: 'default' | 'force-cache';
}

/** What the script can read. An answer that is kept from it is `blocked`, or without status and text (`opaque`). */
export type Read =
  | {
      readonly kind: 'answer' | 'opaque';
      readonly status: number;
      readonly text: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'blocked' };

/** `address` can be relative to the page. */
export function fetchIn(page: Page, address: string, init: FetchInit = {}): Promise<Read> {
  return page.evaluate(
    async ([url, options]): Promise<Read> => {
      try {
        const answer = await fetch(url, options);
        return {
          kind: answer.type === 'opaque' ? 'opaque' : 'answer',
          status: answer.status,
          text: await answer.text(),
          headers: Object.fromEntries(answer.headers),
        };
      } catch {
        return { kind: 'blocked' };
      }
    },
    [address, init] as const,
  );
}

/** Status and parsed body of an answer that the script could read. */
export function readable(read: Read): readonly [status: number, body: unknown] {
  if (read.kind !== 'answer') throw new Error(`the script could not read it: ${read.kind}`);
  return [read.status, JSON.parse(read.text)];
}
