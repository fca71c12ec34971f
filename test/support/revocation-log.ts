/** The log of all that ended, as the control API shows it. */
import { control } from './logouts.ts';
import type { Reply } from './request.ts';

interface Server {
  readonly port: number;
}

export interface LogEntry {
  readonly id: string;
  readonly cursor: string;
  readonly sessionId: string | null;
  readonly actor: { readonly kind: string; readonly name: string };
}

export interface LogPage {
  readonly revocations: readonly LogEntry[];
  readonly nextCursor: string;
  readonly hasMore: boolean;
}

export const askLog = (server: Server, query: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  control(server, 'GET', `/v1/revocations?${new URLSearchParams(query)}`);

export async function readLog(
  server: Server,
  query: Readonly<Record<string, string>> = {},
): Promise<LogPage> {
  const reply = await askLog(server, query);
  if (reply.status !== 200) throw new Error(`the log was not read: ${reply.status} ${reply.text}`);
  return reply.json() as LogPage;
}
