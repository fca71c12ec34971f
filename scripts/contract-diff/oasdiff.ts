import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isScalar, isSeq, parseDocument, visit } from 'yaml';
import * as z from 'zod';
import { CannotCompare } from './findings.ts';

/** What one of oasdiff's rules says. Above INFO it may break a client, so both other levels count. */
export type Judged = z.infer<typeof judged>;

const INFO = 1;
const judged = z
  .object({
    id: z.string().min(1),
    text: z.string().min(1),
    level: z.union([z.literal(INFO), z.literal(2), z.literal(3)]),
    operation: z.string().optional(),
    path: z.string().optional(),
  })
  .transform(({ id, text, level, operation, path }) => ({
    id,
    text,
    breaking: level !== INFO,
    operation: operation === undefined || path === undefined ? undefined : `${operation} ${path}`,
  }));

/** Every difference but words and examples, as nested objects; what they are is oasdiff's own business. */
const differences = z.record(z.string(), z.unknown());

export type Comparison = {
  readonly judged: readonly Judged[];
  readonly differences: Record<string, unknown>;
};

const levels = fileURLToPath(new URL('severity-levels.txt', import.meta.url));
const wordsOnly = 'description,examples,title,summary,extensions';

/** Compares two documents, given as text. */
export function compare(program: string, before: string, after: string): Comparison {
  const folder = mkdtempSync(join(tmpdir(), 'logoutd-oasdiff-'));
  try {
    writeFileSync(join(folder, 'before.yaml'), withoutEmptyEnums(before));
    writeFileSync(join(folder, 'after.yaml'), withoutEmptyEnums(after));
    const run = (...args: string[]) => runIn(folder, program, args);
    return {
      judged: z.array(judged).parse(run('changelog', '--severity-levels', levels)),
      differences: differences.parse(run('diff', '--exclude-elements', wordsOnly)),
    };
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new CannotCompare(`oasdiff says what is unknown here: ${error.message}`);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A list of no values restricts nothing, and oasdiff would take it for fewer of them. */
function withoutEmptyEnums(text: string): string {
  const document = parseDocument(text);
  visit(document, {
    Pair: (_, { key, value }) =>
      isScalar(key) && key.value === 'enum' && isSeq(value) && value.items.length === 0
        ? visit.REMOVE
        : undefined,
  });
  return document.toString();
}

/**
 * Parameters of a whole path are judged only where they are flattened into its operations.
 * Nothing asks it to end with another status for what it finds, so any other than 0 is a failure.
 */
function runIn(folder: string, program: string, [command = '', ...args]: readonly string[]): unknown {
  // A configuration of somebody's own must not change the verdict.
  const { OASDIFF_CONFIG: _, ...env } = process.env;
  const { error, status, stdout, stderr } = spawnSync(
    program,
    [
      command,
      'before.yaml',
      'after.yaml',
      '--format',
      'json',
      '--allow-external-refs=false',
      '--flatten-params',
      ...args,
    ],
    { cwd: folder, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (error !== undefined) throw new CannotCompare(`oasdiff could not be started (${error.message})`);
  if (status !== 0) throw new CannotCompare(`oasdiff ended with ${status}: ${stderr.trim()}`);
  try {
    return JSON.parse(stdout);
  } catch {
    throw new CannotCompare(`oasdiff printed no JSON: ${JSON.stringify(stdout.slice(0, 200))}`);
  }
}
