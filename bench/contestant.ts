/** What a server under measurement is to the benchmark. */
import type { Core } from './program.ts';
import type { Question } from './questions.ts';
import type { Supply } from './supply.ts';

export interface Contestant {
  readonly name: string;
  /** The baseline of bench/README.md that it stands for; `null`: it is logoutd. */
  readonly baseline: 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | null;
  /** In a sentence: what it does for an answer, durability above all, and what it does not do. */
  readonly says: string;
  readonly answers: Readonly<Partial<Record<Question, (server: { readonly url: string }) => Supply>>>;
  readonly program: (folder: string) => Program | Promise<Program>;
}

export interface Program {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly core: Core;
  readonly ended: CountOfEnds;
  /** Others that work for it, as a Redis. */
  readonly besides?: { processes(): readonly number[]; dispose(): Promise<void> };
}

/** How many sessions have ended in its store: it is asked while it runs, or counted once it has stopped. */
export type CountOfEnds =
  | { readonly by: 'asking' }
  | { readonly by: 'counting'; count(): number | Promise<number> };
