/** How a command can end, as statuses of sysexits.h where it has one. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 64,
  unavailable: 69,
  defect: 70,
  output: 74,
  again: 75,
  key: 77,
  configuration: 78,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** README's table has the same; a test holds the two together. */
export const MEANINGS: Readonly<Record<ExitStatus, string>> = {
  [EXIT.done]: 'it is done',
  [EXIT.failed]: 'the server refused it or failed, or doctor or migrate found something wrong',
  [EXIT.usage]: 'the command line is wrong',
  [EXIT.unavailable]: 'no server answers, or what answers is not logoutd, or a store failed',
  [EXIT.defect]: 'a defect of this program',
  [EXIT.output]: 'the output cannot be written',
  [EXIT.again]: 'migrate has to be run again, with logoutd stopped',
  [EXIT.key]: 'the key is missing, unknown or may not do it',
  [EXIT.configuration]: 'a setting is wrong, or the server cannot start',
};

/** Why a command ends without having done it, in words that say what to do. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly status: ExitStatus;
  /** Whether the same may work later, with nothing mended. */
  readonly mayPass: boolean;

  constructor(
    status: ExitStatus,
    message: string,
    { mayPass = false, ...options }: ErrorOptions & { readonly mayPass?: boolean } = {},
  ) {
    super(message, options);
    this.status = status;
    this.mayPass = mayPass;
  }
}
