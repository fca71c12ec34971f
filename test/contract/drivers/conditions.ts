/** Real servers under each condition that the table names, started when a row first asks for one. */
import type { Condition } from '../../../src/kit/scenario.ts';
import { type Access, serverAt } from '../../../src/kit/server.ts';
import type { Target } from '../../../src/kit/target.ts';
import { platform } from '../../support/logouts.ts';
import { readLog } from '../../support/revocation-log.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { store } from '../../support/stores/under-test.ts';
import { token } from '../../support/tokens.ts';
import { access } from './access.ts';

interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  /** What happens to the store once the server runs; returns what undoes it. */
  readonly befall?: (folder: string) => () => void;
  /** The same, where nothing undoes it; returns what its rows have to know of it. */
  readonly prepare?: (server: TestServer) => Promise<Partial<Access>>;
}

const contracts = ['PLATFORM', 'GSM', 'TENANT', 'SESSION', 'STOREFRONT'];

const settings: Readonly<Record<Condition, Setting>> = {
  'in production': {},
  'in development': { env: { NODE_ENV: 'development' } },
  limited: {
    env: Object.fromEntries(
      contracts.map((name) => [`LOGOUTD_RATE_LIMIT_${name}`, `${access.permitted}/3600`]),
    ),
  },
  'after the log was trimmed': { prepare: trim },
  'with a locked store': { befall: store.refuseWrites },
  'with a damaged store': { prepare: damage },
};

export class Conditions {
  readonly #started = new Map<Condition, Promise<{ target: Target; end: () => Promise<void> }>>();

  async under(condition: Condition): Promise<Target> {
    const started = this.#started.get(condition) ?? start(settings[condition]);
    this.#started.set(condition, started);
    return (await started).target;
  }

  async end(): Promise<void> {
    for (const started of this.#started.values()) await (await started).end();
  }
}

/** tenant's own limit would be met; without one, its answers would lack the headers that tell of it. */
const WIDE = { LOGOUTD_RATE_LIMIT_TENANT: '10000/3600' };

async function start({ env = {}, befall, prepare }: Setting) {
  const server = await startServer({ env: { ...WIDE, ...env } });
  const undo = befall?.(server.folder);
  const known = await prepare?.(server);
  return {
    target: serverAt(server.url, { ...access, ...known }),
    end: async () => {
      undo?.();
      await server.stop();
    },
  };
}

async function damage({ folder }: TestServer): Promise<Partial<Access>> {
  store.damage(folder);
  return {};
}

/** As its retention does it, one day. */
async function trim(server: TestServer): Promise<Partial<Access>> {
  for (const _ of ['the last that was read', 'one after it']) await platform(server, token());
  const [read] = (await readLog(server)).revocations;
  await store.emptyLog(server.folder);
  return { trimmedCursor: () => read?.cursor ?? '' };
}
