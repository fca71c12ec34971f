/**
 * Every generated client, compiled by its own toolchain, and used by a small program against the real server. What was
 * seen is left in reports/clients.json, from which README.md has its table.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it, type TestContext, vi } from 'vitest';
import { type Client, clients, nameOf, root } from '../../scripts/clients/client.ts';
import { generateClients, NoGenerator } from '../../scripts/clients/generate.ts';
import type { Contract } from '../../scripts/clients/languages.ts';
import { renderTable, resultsFile, tableIn } from '../../scripts/clients/table.ts';
import { registered, STORE, stateOf } from '../support/logouts.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { regeneration } from './regeneration.ts';
import { type Said, said } from './said.ts';
import { go } from './toolchains/go.ts';
import { java } from './toolchains/java.ts';
import { python } from './toolchains/python.ts';
import { rust } from './toolchains/rust.ts';
import { build, execute, type Toolchain, whatIsMissing } from './toolchains/toolchain.ts';
import { typescript } from './toolchains/typescript.ts';

/** Toolchains fetch what they build with, and machines are slow at times. */
const BUILD_WITHIN_MS = 300_000;

// The first test to run generates all clients.
vi.setConfig({ testTimeout: 120_000 });

const verified: Record<string, number[]> = {};
const isComplete = () => clients.every((client) => verified[nameOf(client)]?.length === 2);
afterAll(() => {
  mkdirSync(dirname(resultsFile), { recursive: true });
  writeFileSync(resultsFile, `${JSON.stringify(verified, null, 2)}\n`);
});

// The tenant contract ends a session only where it is told to.
const shared = sharedServer(() => ({ env: { LOGOUTD_STORE: 'memory:', LOGOUTD_TENANT_LOGOUT: 'revoke' } }));

/** Once, and those of all languages together: Java starts once. */
let generated: Promise<unknown> | undefined;
async function needsClients(context: TestContext): Promise<void> {
  generated ??= generateClients(clients);
  await generated.catch((error: Error) => {
    if (error instanceof NoGenerator) context.skip(error.message);
    throw error;
  });
}

async function needs(context: TestContext, toolchain: Toolchain): Promise<void> {
  await needsClients(context);
  const missing = whatIsMissing(toolchain);
  if (missing !== undefined) context.skip(`there is no ${missing} on this machine`);
  const unreached = outOfReach.get(toolchain.name);
  if (unreached !== undefined) context.skip(unreached);
}

/** Toolchains that could not fetch what they build with. */
const outOfReach = new Map<string, string>();
const NO_NETWORK =
  /could ?n.t resolve host|name resolution|unknown host|no such host|network is unreachable|connection (refused|timed out)/i;

async function buildOrSkip(
  context: TestContext,
  toolchain: Toolchain,
  own: readonly Client[],
): Promise<void> {
  await build(toolchain, own).catch((error: Error) => {
    if (!NO_NETWORK.test(error.message)) throw error;
    outOfReach.set(toolchain.name, `what ${toolchain.name} builds with cannot be fetched here`);
    context.skip(outOfReach.get(toolchain.name));
  });
}

regeneration(needsClients);

describe.each([typescript, python, go, java, rust])('clients in $name', (toolchain) => {
  const own = clients.filter(({ language }) => language.name === toolchain.name);
  const contracts = own.map(({ contract }) => contract);

  it('compile', { timeout: BUILD_WITHIN_MS }, async (context) => {
    await needs(context, toolchain);
    await buildOrSkip(context, toolchain, own);
  });

  it.for(contracts)('end a session by %s', async (contract, context) => {
    await needs(context, toolchain);
    const sid = `${toolchain.name}-${contract}`;
    await registered(shared(), { subject: 'ada', sessionId: sid });
    const output = await use(toolchain, contract, { TOKEN: token({ sid, tid: STORE }), SESSION: sid });
    expect(output).toBe(expected(toolchain, contract).success.says);
    expect(await stateOf(shared(), sid)).toBe('ended');
    note(toolchain, contract, expected(toolchain, contract).success.status);
  });

  it.for(contracts)('read an error of %s by its model', async (contract, context) => {
    await needs(context, toolchain);
    const output = await use(toolchain, contract, { TOKEN: token({}, 'another secret'), SESSION: 'unknown' });
    expect(output).toBe(expected(toolchain, contract).error.says);
    note(toolchain, contract, expected(toolchain, contract).error.status);
  });
});

describe('README’s table of clients', () => {
  it('says what was just seen', (context) => {
    if (!isComplete()) context.skip('not every client could be tried');
    expect(tableIn(readFileSync(join(root, 'README.md'), 'utf8'))).toBe(renderTable(verified));
  });
});

const expected = ({ name }: Toolchain, contract: Contract): Said =>
  name === 'rust' ? said.rust : said[contract];

/** Runs the program that uses the client, with nothing in its environment but these variables. */
async function use(
  toolchain: Toolchain,
  contract: Contract,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const env = { ...toolchain.env, LOGOUTD_URL: shared().url, KEY: ADMIN_KEY, ...variables };
  return (await execute(toolchain.program(contract), { env })).trimEnd();
}

function note({ name }: Toolchain, contract: Contract, status: number): void {
  const client = `${name}/${contract}`;
  verified[client] = [...(verified[client] ?? []), status];
}
