/** One way of breaking the product by hand, and the tests that have to notice it. */
export interface Mutant {
  /** What is wrong with the product then. */
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
  readonly breakage: Breakage;
  /** The test files that have to notice it: paths, or parts of them. */
  readonly tests: readonly string[];
  /** Of these only the tests whose full name has it. */
  readonly named?: string;
}

export type Breakage =
  /** `from` stands in the file exactly once. */
  { readonly from: string; readonly to: string } | ((text: string) => string);

/** The text with the mutant in it. Throws where the mutant does not fit, or in more than one place: it is out of date. */
export function mutated(text: string, { name, file, breakage }: Mutant): string {
  if (typeof breakage === 'function') {
    const broken = breakage(text);
    if (broken !== text) return broken;
    throw new Error(`"${name}" changes nothing in ${file}`);
  }
  const parts = text.split(breakage.from);
  if (parts.length === 2) return parts.join(breakage.to);
  throw new Error(`"${name}" stands ${parts.length - 1} times in ${file}, and should stand there once`);
}

/** Why each of them that does not fit its file does not. All are looked at, before an hour goes into those that do. */
export function misfits(mutants: readonly Mutant[], textOf: (file: string) => string): readonly string[] {
  return mutants.flatMap((mutant) => {
    let text: string;
    try {
      text = textOf(mutant.file);
    } catch (error) {
      return [`"${mutant.name}": ${(error as Error).message}`];
    }
    try {
      mutated(text, mutant);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
}
