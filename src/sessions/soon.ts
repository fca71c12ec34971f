/**
 * What is known now, or will be. Most checks find all that they need at hand, and a promise for each of their steps was a
 * twelfth of their processor time (docs/decisions/0029-fast-checks.md).
 */
export type Soon<T> = T | Promise<T>;

export const soon = <T, R>(value: Soon<T>, next: (value: T) => Soon<R>): Soon<R> =>
  value instanceof Promise ? value.then(next) : next(value);

/** As `try` and `catch` around an `await`. */
export function soonOr<T>(work: () => Soon<T>, otherwise: (error: unknown) => Soon<T>): Soon<T> {
  try {
    const value = work();
    return value instanceof Promise ? value.catch(otherwise) : value;
  } catch (error) {
    return otherwise(error);
  }
}
