/** Runs the code samples of the page as whoever copies them would: in a shell, in Node, in Python. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestContext } from 'vitest';

const run = promisify(execFile);

export interface Ran {
  readonly status: number;
  /** What it printed. */
  readonly output: string;
}
interface Program {
  readonly language: 'curl' | 'TypeScript' | 'Python';
  /** `null`: there is nothing to look for. */
  readonly needs: string | null;
  readonly command: (code: string, folder: string) => readonly [program: string, ...args: string[]];
  readonly status: RegExp;
}

/** Node runs a module with types in it when its name says so. */
function moduleFile(code: string, folder: string): string {
  const file = join(folder, 'sample.mts');
  writeFileSync(file, code);
  return file;
}

export const programs: readonly Program[] = [
  { language: 'curl', needs: 'curl', command: (code) => ['sh', '-c', code], status: /^HTTP\/1\.1 (\d{3})/ },
  {
    language: 'TypeScript',
    needs: null,
    command: (code, folder) => [process.execPath, moduleFile(code, folder)],
    status: /^(\d{3})\b/,
  },
  { language: 'Python', needs: 'python3', command: (code) => ['python3', '-c', code], status: /^(\d{3})\b/ },
];

export function needsProgram(context: TestContext, { needs }: Program): void {
  if (needs === null || spawnSync(needs, ['--version']).status === 0) return;
  context.skip(`there is no ${needs} on this machine`);
}

/** With nothing in the environment but these variables. Rejects if the program fails, with what it printed. */
export async function runSample(
  { command, status }: Program,
  code: string,
  variables: Readonly<Record<string, string>>,
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'logoutd-sample-'));
  try {
    const [program, ...args] = command(code, folder);
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...variables };
    const { stdout } = await run(program, args, { cwd: folder, env });
    return { status: Number(status.exec(stdout)?.[1]), output: stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
