/** One way of breaking the product by hand, and the tests that have to notice it. */
export interface Mutant {
  /** What is wrong with the product then. */
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** The test files that have to notice it: paths, or parts of them. */
  readonly tests: readonly string[];
  /** Of these only the tests whose full name has it. */
  readonly named?: string;
  /** Whether the generated files have to be made anew, since the file is a document. */
  readonly regenerate?: true;
}

/** The text with the mutant in it. Throws where the mutant fits nowhere or in more than one place: it is out of date. */
export function mutated(text: string, { name, file, from, to }: Mutant): string {
  const parts = text.split(from);
  if (parts.length === 2) return parts.join(to);
  throw new Error(`"${name}" stands ${parts.length - 1} times in ${file}, and should stand there once`);
}
