import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CannotCompare } from './findings.ts';
import type { Git } from './git.ts';

/** The text of every OpenAPI document, by its name without `.yaml`. */
export type Documents = ReadonlyMap<string, string>;

export function documentsIn(folder: string): Documents {
  if (!existsSync(folder)) throw new CannotCompare(`there is no folder ${folder}`);
  return documents(readdirSync(folder), (file) => readFileSync(join(folder, file), 'utf8'));
}

export function documentsAt(git: Git, commit: string): Documents {
  const listed = git('ls-tree', '-z', '--name-only', commit, 'openapi/').split('\0');
  const files = listed.map((path) => path.replace(/^openapi\//, ''));
  return documents(files, (file) => git('show', `${commit}:openapi/${file}`));
}

function documents(files: readonly string[], read: (file: string) => string): Documents {
  const found = files
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => [file.replace(/\.yaml$/, ''), read(file)] as const);
  return new Map(found.filter(([name, text]) => isOpenApi(name, text)));
}

/** What is no OpenAPI document (http-layer.yaml) has no operations that could be compared. */
function isOpenApi(name: string, text: string): boolean {
  try {
    const document: unknown = parse(text);
    return typeof document === 'object' && document !== null && 'openapi' in document;
  } catch (error) {
    throw new CannotCompare(`${name}.yaml cannot be read: ${(error as Error).message}`);
  }
}
