/**
 * Whether `redis:` and `rediss:` were mixed up. A Redis without TLS takes the first bytes of a handshake for the beginning of
 * a long command and waits for its end, and one with TLS hangs up on a command: neither says why. So the other is tried.
 */
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { StoreError } from '../../sessions/store.ts';
import { type Node, type RedisAddress, spellNode } from './address.ts';
import { serverName } from './connect.ts';

/** A server at hand answers at once; who started logoutd should not wait much longer for a hint. */
const TRY_MS = 500;

/** `null`: it speaks the other no more than the one. Nothing secret is sent. */
export async function mixedUp(address: RedisAddress): Promise<StoreError | null> {
  const [node] = address.nodes;
  const where = `${address.name}: ${address.nodes.length === 1 ? 'it' : spellNode(node)}`;
  if (address.tls === null) {
    if (!(await speaksTls(node))) return null;
    return new StoreError(
      `${where} speaks TLS there, and gave no answer to what came without. Use rediss:// in place of redis:// in LOGOUTD_STORE, or a port that is not its tls-port.`,
    );
  }
  if (!(await speaksPlainly(node))) return null;
  return new StoreError(
    `${where} speaks no TLS there: a TLS handshake came to nothing, and a PING without TLS was answered. Use redis:// in place of rediss:// in LOGOUTD_STORE; or turn on its tls-port, and name that port.`,
  );
}

const speaksPlainly = ({ host, port }: Node): Promise<boolean> =>
  tried(
    () => connectPlain({ host, port }),
    (socket, done) => {
      socket.once('connect', () => socket.write('PING\r\n'));
      // A result or an error: that of who asks for a password, too.
      socket.once('data', (bytes) => done(/^[+-][A-Z]/.test(bytes.toString('latin1'))));
      socket.once('error', () => done(false));
    },
  );

const speaksTls = ({ host, port }: Node): Promise<boolean> =>
  tried(
    // Whose certificate it is does not matter: nothing is said to it.
    () => connectTls({ host, port, rejectUnauthorized: false, ...serverName(host) }),
    (socket, done) => {
      socket.once('secureConnect', () => done(true));
      // It lets nobody in without a certificate, but says so in TLS.
      socket.once('error', ({ code = '' }: NodeJS.ErrnoException) => done(/^ERR_SSL_.*ALERT/.test(code)));
    },
  );

async function tried(
  connect: () => Socket,
  listen: (socket: Socket, done: (answer: boolean) => void) => void,
): Promise<boolean> {
  const socket = connect();
  try {
    return await new Promise((resolve) => {
      socket.setTimeout(TRY_MS, () => resolve(false));
      socket.once('close', () => resolve(false));
      listen(socket, resolve);
    });
  } finally {
    socket.on('error', () => {});
    socket.destroy();
  }
}
