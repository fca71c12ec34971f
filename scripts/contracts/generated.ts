import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';

/** One generated file: its name in the folder, and how its whole content is made. */
export type Generator = { readonly file: string; readonly render: () => Promise<string> };

export type Difference = { readonly file: string; readonly problem: 'stale' | 'missing' | 'orphaned' };

/**
 * What in the folder is not as the generators would make it. Content is compared in memory and nothing is written.
 * The folder belongs to the generators alone, so a file that none of them makes is orphaned.
 */
export async function differences(generators: readonly Generator[], folder: URL): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const { file, render } of generators) {
    const committed = await contentOf(new URL(file, folder));
    if (committed === undefined) found.push({ file, problem: 'missing' });
    else if (committed !== (await render())) found.push({ file, problem: 'stale' });
  }
  for (const file of await orphans(generators, folder)) found.push({ file, problem: 'orphaned' });
  return found;
}

/** Writes every generated file and removes what no generator makes. Returns the names of the removed files. */
export async function write(generators: readonly Generator[], folder: URL): Promise<string[]> {
  const rendered = await Promise.all(
    generators.map(async ({ file, render }) => ({ file, content: await render() })),
  );
  await mkdir(folder, { recursive: true });
  for (const { file, content } of rendered) await writeFile(new URL(file, folder), content);
  const removed = await orphans(generators, folder);
  for (const file of removed) await rm(new URL(file, folder), { recursive: true });
  return removed;
}

async function orphans(generators: readonly Generator[], folder: URL): Promise<string[]> {
  const made = new Set(generators.map(({ file }) => file));
  const present = await readdir(folder).catch(whenMissing([]));
  return present.filter((file) => !made.has(file)).sort();
}

async function contentOf(file: URL): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(whenMissing(undefined));
}

function whenMissing<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code !== 'ENOENT') throw error;
    return instead;
  };
}
