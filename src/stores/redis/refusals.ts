/** Why a Redis store does not open, said so that an operator can mend it. */
import type { StoreError } from '../../sessions/store.ts';
import { StoreOpenError } from '../opening.ts';
import type { RedisAddress } from './address.ts';
import { StoreAwayError } from './failures.ts';

const BACK = 'Put its data back (a backup, or the server that has it)';

/** What somebody wants with a store, and so what they can do about a marker that does not fit. */
export type Purpose = 'serve' | 'copy from' | 'copy to';

const WHERE_NONE_IS: Readonly<Record<Purpose, (marker: string) => string>> = {
  serve: (marker) =>
    `${BACK}; or, to accept the loss of all sessions, delete ${marker}. The next start then makes a new, empty store.`,
  'copy from': () => `${BACK}; or correct the address. As it is, there is nothing to copy.`,
  'copy to': (marker) =>
    `If that one is still needed, put its data back, and name another prefix (?prefix=<name>) or another server for the copy; if not, delete ${marker}, and run the same again.`,
};

export function storeMissing({ name }: RedisAddress, marker: string, purpose: Purpose): StoreOpenError {
  return new StoreOpenError(
    'database-missing',
    `${name}: there is no store, but its marker file ${marker} says that there was one: somebody flushed the server, or it is another one. ${WHERE_NONE_IS[purpose](marker)}`,
  );
}

const WHERE_ANOTHER_IS: Readonly<Record<Purpose, (marker: string) => string>> = {
  serve: (marker) =>
    `${BACK}; or, to accept the loss and go on with the one that is there, delete the marker file ${marker}.`,
  'copy from': (marker) =>
    `${BACK}; or, to copy the one that is there, delete the marker file ${marker}, and run the same again.`,
  'copy to': (marker) =>
    `Name another prefix (?prefix=<name>) or another server for the copy; or, if the one that is there is the copy, delete the marker file ${marker}, and run the same again.`,
};

export function otherStore({ name }: RedisAddress, marker: string, purpose: Purpose): StoreOpenError {
  return new StoreOpenError(
    'other-identity',
    `${name}: the store is not the one that the marker file ${marker} belongs to. ${WHERE_ANOTHER_IS[purpose](marker)}`,
  );
}

export function identityMissing({ name, prefix }: RedisAddress): StoreOpenError {
  return new StoreOpenError(
    'database-damaged',
    `${name}: the key ${prefix}meta is gone, but other keys of the store are there. ${BACK}; or, to accept the loss of all sessions, delete all keys that begin with ${prefix}, and the marker file.`,
  );
}

export function newerStore({ name }: RedisAddress, theirs: string, ours: string): StoreOpenError {
  return new StoreOpenError(
    'newer-schema',
    `${name}: the store was written by a newer logoutd (schema ${theirs}; this one knows ${ours}). Start that version again; or put a backup from before the upgrade in its place.`,
  );
}

export function damagedMarker({ name }: RedisAddress, marker: string): StoreOpenError {
  return new StoreOpenError(
    'marker-damaged',
    `${name}: the marker file ${marker} is damaged, so nobody can say whether this is the right store. To go on with the one that is there, delete the marker file ${marker}.`,
  );
}

export function markerRefused({ name }: RedisAddress, marker: string, error: unknown): StoreOpenError {
  const why = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return new StoreOpenError(
    'inaccessible',
    `${name}: the marker file ${marker} cannot be read or written (${why}). Let user ${process.getuid?.() ?? 'that runs logoutd'} read and write its folder.`,
  );
}

export function fileRefused(name: string, path: string, error: unknown): StoreOpenError {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  return new StoreOpenError(
    'inaccessible',
    `LOGOUTD_STORE names ${path} as ${name}, which cannot be read (${code}). Correct ${name} in it, or let user ${process.getuid?.() ?? 'that runs logoutd'} read it.`,
  );
}

export function fileUnfit(what: string): StoreOpenError {
  return new StoreOpenError(
    'inaccessible',
    `LOGOUTD_STORE names ${what}. Correct ca, cert and key in it: ca is the authority of the server's certificate, cert and key are what logoutd shows of itself, all in PEM.`,
  );
}

export function unknownAddress(fault: string): StoreOpenError {
  return new StoreOpenError(
    'unknown-url',
    `LOGOUTD_STORE is not of a form that logoutd knows: ${fault}. Set it to redis://[<user>:<password>@]<host>:<port>[/<database>], with rediss: for TLS, and with several <host>:<port>, separated by commas and without a database, for a cluster. After ? it may have prefix (letters, digits, . _ -), waitReplicas (0 to 9), and with rediss: the files ca, cert and key. What is special in user or password is percent-encoded.`,
  );
}

export function unfinishedCopy({ name, prefix }: RedisAddress): StoreOpenError {
  return new StoreOpenError(
    'unfinished-copy',
    `${name}: the store is a copy of another that is not whole. Run the logoutd migrate that began it once more, to its end, with logoutd stopped on the store that it copies; or, to give the copy up, delete all keys that begin with ${prefix}, and the marker file.`,
  );
}

export function notFree({ name, prefix }: RedisAddress, what: string): StoreOpenError {
  return new StoreOpenError(
    'not-free',
    `${name}: ${what}, and a copy overwrites nothing. Name another prefix (?prefix=<name>), or another server; or, if nobody needs it any more, delete all keys that begin with ${prefix}, and the marker file.`,
  );
}

export function nothingThere({ name }: RedisAddress): StoreOpenError {
  return new StoreOpenError('database-missing', `${name}: there is no store. Correct address and prefix.`);
}

/** What can only be of a server that runs on. */
const OF_BEFORE = / What was under way may be in force[^.]*\./g;
const BY_ITSELF = /[;:] logoutd (?:goes on|connects again|follows it) by itself(?: then| once it answers)?/g;

/** Of `failure` or of the inspection. */
export const notOpened = (error: StoreError): StoreOpenError =>
  new StoreOpenError(
    error instanceof StoreAwayError ? 'away' : 'not-usable',
    error.message
      .replaceAll(OF_BEFORE, '')
      .replaceAll(BY_ITSELF, '')
      .replace(
        /the connection to it broke\.$/,
        '$& See in its log why, and whether it is a Redis that listens there.',
      ),
  );
