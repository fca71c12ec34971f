/** Where the requests of a round come from: made here of tokens, or by the server itself, which knows its sessions. */
import { type Form, type Question, requestOf } from './questions.ts';
import { mintTokens } from './tokens.ts';

export interface Supply {
  readonly mustSay: string | null;
  /** Each is the only one of its session. */
  make(count: number): Promise<readonly string[]>;
}

export const minted = (form: Form, url: string, users?: number): Supply => ({
  mustSay: form.mustSay,
  make: async (count) => mintTokens(count, users).map((token) => requestOf(form, url, token)),
});

/** bench/peers/README.md has the protocol. */
export const asked = (url: string, question: Question, mustSay: string | null): Supply => ({
  mustSay,
  make: async (count) => {
    const kind = question === 'logout' ? 'logout' : 'check';
    const answer = await fetch(`${url}/__requests?for=${kind}&count=${count}`);
    if (!answer.ok) throw new Error(`${url} gave no requests: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as readonly string[];
  },
});
