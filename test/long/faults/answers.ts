/** Logouts while something is broken: what was acknowledged, and what was not. */
import { expect } from 'vitest';
import { gsm, platform, revoking } from '../../support/logouts.ts';
import type { Reply } from '../../support/request.ts';
import { token } from '../../support/tokens.ts';

interface Server {
  readonly port: number;
}

export interface Outcomes {
  readonly acknowledged: readonly string[];
  readonly failed: readonly string[];
}

/** The 500 of each contract's envelope. */
const faultBodies: Readonly<Record<keyof typeof revoking, object>> = {
  platform: { message: 'Internal server error', code: 'INTERNAL_ERROR' },
  gsm: { success: false, message: 'Internal server error', errorType: 'InternalServerError', data: null },
  session: { success: false, message: 'Error interno del servidor' },
  storefront: { error: 'InternalServerErrorException', statusCode: 500 },
};

/** Logs new sessions out by the contracts in turn, some at once; every answer is a success or a fault said as documented. */
export async function logOutMany(server: Server, count: number, atOnce = 8): Promise<Outcomes> {
  const contracts = Object.keys(revoking) as (keyof typeof revoking)[];
  const acknowledged: string[] = [];
  const failed: string[] = [];
  const turns = Array.from({ length: count }, (_, at) => at).values();
  const worker = async (): Promise<void> => {
    for (const at of turns) {
      const contract = contracts[at % contracts.length] ?? 'platform';
      const one = token();
      const reply: Reply = await revoking[contract](server, one);
      if (reply.status === 200) acknowledged.push(one);
      else {
        expect(reply.status, reply.text).toBe(500);
        expect(reply.json()).toMatchObject(faultBodies[contract]);
        failed.push(one);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { acknowledged, failed };
}

/** Whether a token has power, asked in a way that ends nothing. */
export async function isAlive(server: Server, one: string): Promise<boolean> {
  const { status, text } = await platform(server, one, { body: { sessionId: 'nobody' } });
  expect([401, 404], text).toContain(status);
  return status === 404;
}

export async function expectEnded(server: Server, tokens: readonly string[]): Promise<void> {
  const statuses = await eachOf(tokens, async (one) => (await gsm(server, one)).status);
  expect(statuses).toEqual(tokens.map(() => 401));
}

/** Those of the tokens that have power. */
export async function aliveOf(server: Server, tokens: readonly string[]): Promise<readonly string[]> {
  const alive = await eachOf(tokens, (one) => isAlive(server, one));
  return tokens.filter((_, at) => alive[at]);
}

/** A few at once, results in order. */
async function eachOf<T>(tokens: readonly string[], ask: (one: string) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  const queue = tokens.entries();
  const worker = async (): Promise<void> => {
    for (const [at, one] of queue) results[at] = await ask(one);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return results;
}
