/** Small projects of a test's own: openapi/, package.json and, if wanted, a git history. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Choice, findBase } from '../../scripts/contract-diff/base.ts';
import { contractDiff } from '../../scripts/contract-diff/run.ts';
import { temporaryFolder } from '../support/server.ts';

/** One operation, with these statuses. */
export const contract = (...statuses: readonly string[]): string =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'A small contract', version: '1.0.0' },
    paths: {
      '/logout': {
        post: {
          operationId: 'logout',
          responses: Object.fromEntries(statuses.map((status) => [status, { description: status }])),
        },
      },
    },
  });

export class Project {
  readonly folder = temporaryFolder();

  /** Replaces what is there. */
  write(version: string, documents: Readonly<Record<string, string>>): this {
    const openapi = join(this.folder, 'openapi');
    rmSync(openapi, { recursive: true, force: true });
    mkdirSync(openapi);
    for (const [name, text] of Object.entries(documents)) writeFileSync(join(openapi, `${name}.yaml`), text);
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ version }));
    return this;
  }

  git(...args: readonly string[]): string {
    const someone = ['-c', 'user.name=A test', '-c', 'user.email=test@example.com'];
    const quiet = ['-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false', '-c', 'tag.gpgsign=false'];
    return execFileSync('git', [...someone, ...quiet, ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** All that is there, as a commit, with these tags. */
  commit(...tags: readonly string[]): this {
    // Two commits of one second that differ in nothing would be one.
    const message = `state ${tags.join(' ')}`;
    this.git('init', '--quiet');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
    for (const tag of tags) this.git('tag', tag);
    return this;
  }

  base(choice: Choice = {}) {
    return findBase(this.folder, choice);
  }

  diff(choice: Choice = {}) {
    let printed = '';
    const said: string[] = [];
    const status = contractDiff(this.folder, choice, {
      print: (text) => {
        printed += text;
      },
      say: (line) => said.push(line),
    });
    return { status, printed, said: said.join('\n') };
  }
}
