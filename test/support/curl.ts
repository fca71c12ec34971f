/** The real `curl`, for the lines that the documentations of the sources show. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { TestContext } from 'vitest';

const run = promisify(execFile);
const isHere = spawnSync('curl', ['--version']).status === 0;

export function needsCurl(context: TestContext): void {
  if (!isHere) context.skip('there is no curl on this machine');
}

export interface CurlAnswer {
  readonly status: number;
  /** The head as it came, request line of the request included. */
  readonly trace: string;
  readonly json: () => unknown;
}

/** Runs a documented line in a shell, with no more added than what shows the status and what was sent. */
export async function curl(line: string): Promise<CurlAnswer> {
  const command = `${line} --silent --verbose --write-out '\\n%{http_code}'`;
  const { stdout, stderr } = await run('sh', ['-c', command], { env: { PATH: process.env['PATH'] ?? '' } });
  const at = stdout.lastIndexOf('\n');
  return {
    status: Number(stdout.slice(at + 1)),
    trace: stderr,
    json: () => JSON.parse(stdout.slice(0, at)) as unknown,
  };
}
