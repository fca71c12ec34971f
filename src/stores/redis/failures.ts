/** What goes wrong with a Redis, in words for the operator's log: what it is, and what to do. Never the password. */
import { StoreError } from '../../sessions/store.ts';
import type { RedisAddress } from './address.ts';

const NAME_A_CERTIFICATE = 'Name a certificate and its key with ?cert=<file>&key=<file> in LOGOUTD_STORE';
/** TLS 1.2 has no words of its own for that, and versions of OpenSSL have several for what it has. */
const REFUSES_HANDSHAKE = `it refuses the TLS handshake, as one does that asks for a certificate of whoever connects. ${NAME_A_CERTIFICATE}, or see in its log why`;

/** By what the server's answer begins with, or by the code of a broken connection. */
const WORDS: Readonly<Record<string, string>> = {
  LOGOUTDEMPTY:
    'it has lost the store: somebody flushed it, or an empty server took its place. Put its data back (a backup, or the server that has it); logoutd goes on by itself then. To accept the loss of all sessions, stop logoutd, delete the marker file that its start names, and start it again',
  LOGOUTDOTHER:
    'another store has taken the place of the one that was opened. Put the right data back; logoutd goes on by itself then. To go on with what is there, start logoutd again and do what it says',
  LOGOUTDSCHEMA:
    'a newer logoutd has changed the store, or a logoutd migrate has begun to write it. Start that version here too, or let that end',
  OOM: 'it has no memory left and takes no writes. Raise its maxmemory, or free some: logoutd goes on by itself then',
  READONLY: 'it is a read-only replica. Point LOGOUTD_STORE at the master, or make it the master again',
  LOADING: 'it is still loading its data. Wait, or see in its log what it is about',
  MISCONF:
    'it cannot save to its disk and so takes no writes. See its log; make room on the disk, or mend it',
  MASTERDOWN: 'it is a replica that has lost its master. Point LOGOUTD_STORE at the master',
  NOREPLICAS: 'it has fewer replicas than its min-replicas-to-write asks for. Bring them back, or lower that',
  NOAUTH: 'it asks for a password. Put user and password into LOGOUTD_STORE',
  WRONGPASS: 'it refuses the user or the password of LOGOUTD_STORE. Correct them, or the ACL',
  NOPERM:
    'its ACL does not let this user do all that logoutd does. Allow it the keys of its prefix (~logoutd:*) and +@all -@admin -@dangerous +info +config|get +cluster|slots +cluster|keyslot +cluster|myid',
  BUSY: 'it is held up by a script that takes too long. Wait; a cut-off of very many sessions may be one',
  CLUSTERDOWN: 'its cluster is down. See CLUSTER INFO on it',
  MOVED: 'the slot of the store has moved to another node of the cluster; logoutd follows it by itself',
  ASK: 'the slot of the store is being moved to another node. Finish that; while it lasts nothing can be done',
  TRYAGAIN:
    'the slot of the store is being moved to another node. Finish that; while it lasts nothing can be done',
  WRONGTYPE:
    'keys of the store have been overwritten by something else. Give it another prefix, or a server of its own',
  ECONNREFUSED: 'it refuses the connection. Start it, or correct address and port in LOGOUTD_STORE',
  ENOTFOUND: 'no machine has that name. Correct the address in LOGOUTD_STORE',
  EAI_AGAIN: 'its name cannot be looked up now. See to the DNS',
  EHOSTUNREACH: 'there is no way to it. See to the network',
  ENETUNREACH: 'there is no way to it. See to the network',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another name. Use the name that is in it, or give it another',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is signed by itself. Name it with ?ca=<file> in LOGOUTD_STORE',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate is of an unknown authority. Name that with ?ca=<file> in LOGOUTD_STORE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is of an unknown authority. Name that with ?ca=<file> in LOGOUTD_STORE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate is of an unknown authority. Name that with ?ca=<file> in LOGOUTD_STORE',
  CERT_HAS_EXPIRED: 'its certificate has expired. Renew it',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: `it asks for a certificate of whoever connects. ${NAME_A_CERTIFICATE}`,
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: REFUSES_HANDSHAKE,
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE': REFUSES_HANDSHAKE,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA:
    'it does not know the authority of the certificate that it was shown. Correct cert and key in LOGOUTD_STORE, or its tls-ca-cert-file',
  EPROTO:
    'it does not speak TLS there, or no version in common. Use redis:// in place of rediss://, or correct the port',
  ERR_SSL_WRONG_VERSION_NUMBER:
    'it does not speak TLS there. Use redis:// in place of rediss://, or correct the port',
};

/** What has no word of its own at its beginning. */
const PHRASES: readonly (readonly [said: RegExp, words: (address: RedisAddress) => string])[] = [
  [
    /^ERR DB index is out of range/,
    ({ database }) =>
      `it has no database ${database}: its setting databases says how many there are, counted from 0 (16 unless it was changed). Use a lower number in LOGOUTD_STORE, or raise databases in its configuration and restart it`,
  ],
  [
    /^ERR SELECT is not allowed in cluster mode/,
    () => 'it is of a cluster, which has no numbered databases. Take the number out of LOGOUTD_STORE',
  ],
  // Of the client, which reads something else than the protocol of Redis. This is how an alert of TLS begins (RFC 8446, section 5.1).
  [
    /^Unknown RESP type 21 /,
    () => 'it answers in TLS to what came without. Use rediss:// in place of redis:// in LOGOUTD_STORE',
  ],
  [/^Unknown RESP type/, () => 'what answers there is no Redis. Correct host and port in LOGOUTD_STORE'],
];

const WITHIN = /\b(OOM|READONLY|MISCONF|NOREPLICAS|NOPERM|MASTERDOWN|MOVED|ASK|TRYAGAIN)\b/;

/** After these the connection is of no use: another may lead to the server that is in charge by now. */
const ELSEWHERE = ['READONLY', 'MOVED', 'CLUSTERDOWN', 'MASTERDOWN', 'LOADING', 'NOAUTH'];

const BROKEN =
  'the connection to it broke. What was under way may be in force; logoutd connects again by itself';
const BROKEN_KINDS = [
  'SocketClosedUnexpectedlyError',
  'DisconnectsClientError',
  'ClientOfflineError',
  'ClientClosedError',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
];

/** What the server's answer begins with, the code of a broken connection, or the client's name for what went wrong. */
export function kindOf(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string') return code;
  const name = error instanceof Error ? error.constructor.name : '';
  if (BROKEN_KINDS.includes(name)) return name;
  const leading = /^-?([A-Z][A-Z_]+)\b/.exec(String(message))?.[1] ?? '';
  // Older servers put what a script met with behind the place in the script.
  return leading in WORDS ? leading : (WITHIN.exec(String(message))?.[1] ?? leading);
}

/** It cannot be reached or is busy with itself: nothing is wrong with how it is set up or addressed, as far as one can tell. */
const AWAY = [
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'LOADING',
  'BUSY',
  'CLUSTERDOWN',
  'MASTERDOWN',
  'NOREPLICAS',
  'TRYAGAIN',
  'ASK',
  ...BROKEN_KINDS,
];

/** The store cannot be had now. */
export class StoreAwayError extends StoreError {}

export const isElsewhere = (error: unknown): boolean => ELSEWHERE.includes(kindOf(error));

export function failure(address: RedisAddress, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const kind = kindOf(error);
  const known = BROKEN_KINDS.includes(kind) ? BROKEN : (WORDS[kind] ?? phraseOf(address, error));
  const message = `${address.name}: ${known ?? `it failed (${withoutSecrets(address, error)})`}.`;
  return AWAY.includes(kind) ? new StoreAwayError(message) : new StoreError(message);
}

export function inTime(address: RedisAddress): StoreError {
  return new StoreAwayError(
    `${address.name}: it did not answer in time. See whether it is frozen, overloaded or cut off. What was under way may be in force; logoutd goes on by itself once it answers.`,
  );
}

function phraseOf(address: RedisAddress, error: unknown): string | undefined {
  const { message } = error as { readonly message?: unknown };
  return PHRASES.find(([said]) => said.test(String(message)))?.[1](address);
}

/** A server may repeat what it did not understand, and that may have been the password. */
function withoutSecrets({ password, username }: RedisAddress, error: unknown): string {
  let text =
    error instanceof Error && error.message !== '' ? error.message : kindOf(error) || 'no reason given';
  for (const secret of [password, username]) if (secret !== null) text = text.replaceAll(secret, '***');
  return text.replaceAll(/\s+/g, ' ').slice(0, 300).replace(/\.$/, '');
}
