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

const FORM = /^\/\/(?:([^@/?#]*)@)?([^@/?#]+)(?:\/(\d{0,4}))?(?:\?([^#]*))?$/;
const NODE = /^(?:\[([0-9a-fA-F:.%]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/;
const PREFIX = /^[A-Za-z0-9._-]{1,64}$/;
const PARAMETERS = ['prefix', 'waitReplicas', 'ca', 'cert', 'key'];
const DEFAULT_PORT = 6379;

/** `null`: it is not of that form. */
export function readAddress(rest: string, secure: boolean): RedisAddress | null {
  const [, login, hosts = '', database = '', search = ''] = FORM.exec(rest) ?? [];
  const nodes = hosts.split(',').map(nodeOf);
  const [first, ...others] = nodes.filter((node) => node !== null);
  const credentials = loginOf(login ?? '');
  const query = new URLSearchParams(search);
  const prefix = query.get('prefix') ?? 'main';
  const waitReplicas = query.get('waitReplicas') ?? '0';
  const known = [...query.keys()].every((name) => PARAMETERS.includes(name));
  if (first === undefined || nodes.includes(null) || credentials === null) return null;
  if (!known || !PREFIX.test(prefix) || !/^\d$/.test(waitReplicas)) return null;
  const files = ['ca', 'cert', 'key'].filter((name) => query.has(name));
  if (!secure && files.length > 0) return null;
  // A cluster has no numbered databases.
  if (nodes.length > 1 && Number(database) > 0) return null;
  const shown = nodes.map((node) => (node === null ? '' : spellNode(node))).join(',');
  return {
    nodes: [first, ...others],
    ...credentials,
    database: Number(database),
    tls: secure ? Object.fromEntries(files.map((name) => [name, query.get(name) ?? ''])) : null,
    prefix: `logoutd:{${prefix}}:`,
    waitReplicas: Number(waitReplicas),
    name: `Redis at ${shown}${Number(database) > 0 ? `/${Number(database)}` : ''}${prefix === 'main' ? '' : `, prefix ${prefix}`}`,
  };
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
