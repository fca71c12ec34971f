/** What `LOGOUTD_STORE` says of a Redis: `redis://[user[:password]@]host[:port][,host[:port]…][/database][?…]`. */

export interface Node {
  readonly host: string;
  readonly port: number;
}

export interface RedisAddress {
  /** Several: of a cluster. */
  readonly nodes: readonly [Node, ...Node[]];
  readonly username: string | null;
  readonly password: string | null;
  readonly database: number;
  readonly tls: TlsFiles | null;
  /** What all keys begin with: a hash tag, so that a cluster keeps them together. */
  readonly prefix: string;
  /** How many replicas have to have a change before it counts. */
  readonly waitReplicas: number;
  /** Server and prefix, for people: without user and password. */
  readonly name: string;
}

/** Paths of PEM files, where the machine's own trust will not do. */
export interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

const FORM = /^\/\/(?:([^@/?#]*)@)?([^@/?#]+)(?:\/([^@/?#]*))?(?:\?([^#]*))?$/;
const NODE = /^(?:\[([0-9a-fA-F:.%]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/;
const PREFIX = /^[A-Za-z0-9._-]{1,64}$/;
const DATABASE = /^\d{0,4}$/;
const TLS_FILES = ['ca', 'cert', 'key'];
const PARAMETERS = ['prefix', 'waitReplicas', ...TLS_FILES];
const DEFAULT_PORT = 6379;

/** `null`: it is not of that form; `faultOfAddress` says why. */
export function readAddress(rest: string, secure: boolean): RedisAddress | null {
  const { login, nodes, database, query } = partsOf(rest);
  const [first, ...others] = nodes.filter((node) => node !== null);
  const credentials = loginOf(login);
  if (faultOfAddress(rest, secure) !== null || first === undefined || credentials === null) return null;
  const prefix = query.get('prefix') ?? 'main';
  const files = TLS_FILES.filter((name) => query.has(name));
  const shown = [first, ...others].map(spellNode).join(',');
  return {
    nodes: [first, ...others],
    ...credentials,
    database: Number(database),
    tls: secure ? Object.fromEntries(files.map((name) => [name, query.get(name) ?? ''])) : null,
    prefix: `logoutd:{${prefix}}:`,
    waitReplicas: Number(query.get('waitReplicas') ?? '0'),
    name: `Redis at ${shown}${Number(database) > 0 ? `/${Number(database)}` : ''}${prefix === 'main' ? '' : `, prefix ${prefix}`}`,
  };
}

/** What is wrong with it, in words that repeat nothing of it, since any of it may be a password; `null`: nothing. */
export function faultOfAddress(rest: string, secure: boolean): string | null {
  const { isOfForm, login, nodes, database, query } = partsOf(rest);
  if (!isOfForm) {
    return 'it is not read as a URL, as where a @, /, ?, # or % in user or password is not percent-encoded';
  }
  if (loginOf(login) === null)
    return 'its user or password has a % that is not the beginning of a percent-encoding';
  if (nodes.includes(null)) return 'a host or a port of it is none';
  if (!DATABASE.test(database)) return 'its database is no number from 0 to 9999';
  if (![...query.keys()].every((name) => PARAMETERS.includes(name))) {
    return `it has another parameter than ${PARAMETERS.join(', ')}`;
  }
  if (!PREFIX.test(query.get('prefix') ?? 'main'))
    return 'its prefix is not 1 to 64 letters, digits, dots, - or _';
  if (!/^\d$/.test(query.get('waitReplicas') ?? '0')) return 'its waitReplicas is no number from 0 to 9';
  if (!secure && TLS_FILES.some((name) => query.has(name))) return 'it has files for TLS, but not rediss:';
  if (nodes.length > 1 && Number(database) > 0) return 'it has a database, and a cluster has none';
  return null;
}

function partsOf(rest: string) {
  const found = FORM.exec(rest);
  const [, login = '', hosts = '', database = '', search = ''] = found ?? [];
  const nodes = hosts.split(',').map(nodeOf);
  return { isOfForm: found !== null, login, nodes, database, query: new URLSearchParams(search) };
}

export const spellNode = ({ host, port }: Node): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

function nodeOf(text: string): Node | null {
  const [all, six, name, port = String(DEFAULT_PORT)] = NODE.exec(text) ?? [];
  const host = six ?? name;
  if (all === undefined || host === undefined || Number(port) > 65_535 || Number(port) < 1) return null;
  return { host, port: Number(port) };
}

/** What is special in a URL is percent-encoded. `null`: it is not, properly. */
function loginOf(login: string): Pick<RedisAddress, 'username' | 'password'> | null {
  const colon = login.indexOf(':');
  try {
    const username = decodeURIComponent(colon === -1 ? login : login.slice(0, colon));
    const password = colon === -1 ? '' : decodeURIComponent(login.slice(colon + 1));
    return { username: username === '' ? null : username, password: password === '' ? null : password };
  } catch {
    return null;
  }
}
