/** What became of a contract between two releases, said so that it can stand in a changelog. */
export type Finding = {
  /** The name of the document, without `.yaml`. */
  readonly contract: string;
  /** As `POST /auth/logout`; `undefined` where it is about the whole document. */
  readonly operation: string | undefined;
  readonly kind: 'breaking' | 'added' | 'changed';
  readonly text: string;
};

/** No verdict: something that is needed is missing or failed. It never means that nothing changed. */
export class CannotCompare extends Error {}
