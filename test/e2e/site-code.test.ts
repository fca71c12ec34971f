/** Code samples say what a document says, whatever that is, and are code that a compiler accepts. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readDocuments } from '../../src/documents.ts';
import { type ReadOperation, readContract } from '../../src/site/reading.ts';
import { variantsOf } from '../../src/site/samples.ts';
import { temporaryFolder } from '../support/server.ts';
import { needsProgram, programs, runSample } from './site-programs.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Heard {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that answers everything alike, and tells what it has heard. */
async function listener(status = 200): Promise<{ readonly origin: string; readonly heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    req.once('end', () => {
      heard.push({ method: req.method, url: req.url, headers: req.headers, body });
      res.writeHead(status, { 'Content-Type': 'application/json' }).end('{"why":"told"}');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

const NASTY = `it's "$HOME" \\ \`id\` $(id) !x \${token} {origin} %41 #;&|<>`;
const BODY = {
  [NASTY]: `${NASTY}\n\tñ😀\u2028`,
  list: [true, false, null, -1.5e-7, [], {}, [[1, { deep: 'x'.repeat(60) }]]],
};
const parameter = { required: true, description: '', type: '', values: [] };
const operation: ReadOperation = {
  id: 'nasty',
  method: 'PUT',
  path: '/things/{thing}/$&',
  summary: '',
  description: '',
  credentials: [
    { place: 'cookie', name: 'a_cookie', noun: 'token', description: '' },
    { place: 'bearer', name: 'Authorization', noun: 'token', description: '' },
    { place: 'header', name: 'x-token', noun: 'token', description: '' },
  ],
  parameters: [
    { ...parameter, in: 'path', name: 'thing', example: `a/b?${NASTY}` },
    { ...parameter, in: 'query', name: 'q&', example: NASTY },
    { ...parameter, in: 'header', name: 'x-said', example: NASTY },
    { ...parameter, in: 'query', name: 'optional', required: false, example: 'left out' },
  ],
  body: {
    mediaType: 'application/json',
    required: true,
    description: '',
    members: [],
    examples: [{ name: 'all', summary: '', value: BODY }],
  },
  responses: [
    { status: 200, cause: '', headers: [], mediaType: 'application/json', members: [], examples: [] },
  ],
};

describe.each(programs)('in $language', (program) => {
  it.for([
    ['cookie', 0, { cookie: 'a_cookie=t.o-k_en' }],
    ['bearer token', 1, { authorization: 'Bearer t.o-k_en' }],
    ['header', 2, { 'x-token': 't.o-k_en' }],
  ] as const)(
    'every character arrives, with the credential as %s',
    async ([label, variant, credential], context) => {
      needsProgram(context, program);
      const { origin, heard } = await listener();
      const found = variantsOf(operation, origin)[variant];
      expect(found?.label).toBe(label);
      const code = found?.samples.find(({ language }) => language === program.language)?.code ?? '';
      expect((await runSample(program, code, { TOKEN: 't.o-k_en' })).status).toBe(200);
      expect(heard).toHaveLength(1);
      const [{ method, url = '', headers, body } = heard[0] as Heard] = heard;
      const asked = new URL(url, origin);
      expect(method).toBe('PUT');
      expect(asked.pathname).toBe(`/things/${encodeURIComponent(`a/b?${NASTY}`)}/$&`);
      expect([...asked.searchParams]).toEqual([['q&', NASTY]]);
      expect(headers).toMatchObject({ ...credential, 'x-said': NASTY, 'content-type': 'application/json' });
      expect(JSON.parse(body)).toEqual(BODY);
    },
  );
});

describe.each(programs)('in $language', (program) => {
  it('an answer that is no success is printed with its body, and is no failure of the program', async (context) => {
    needsProgram(context, program);
    const { origin } = await listener(422);
    const samples = variantsOf(operation, origin)[1]?.samples ?? [];
    const code = samples.find(({ language }) => language === program.language)?.code ?? '';
    const { status, output } = await runSample(program, code, { TOKEN: 't.o-k_en' });
    expect(status).toBe(422);
    expect(output).toMatch(/why\W+told/);
  });
});

describe('the TypeScript samples', () => {
  it('are accepted by the compiler at its strictest', async () => {
    const folder = temporaryFolder();
    const put = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    const operations = readDocuments().flatMap((document) => readContract(document).operations);
    const all = operations.flatMap((each) =>
      variantsOf(each, 'http://127.0.0.1:4000').flatMap(({ samples }, i) =>
        samples.map((sample) => ({ ...sample, file: `${each.id}-${i}.mts` })),
      ),
    );
    for (const { language, code, file } of all) {
      if (language === 'TypeScript' || language === 'Browser') put(`${language}/${file}`, code);
    }
    const configuration = (lib: readonly string[], types: readonly string[]): string =>
      JSON.stringify({
        compilerOptions: {
          target: 'es2024',
          module: 'nodenext',
          moduleDetection: 'force',
          strict: true,
          noUncheckedIndexedAccess: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          lib,
          types,
          typeRoots: [join(ROOT, 'node_modules/@types')],
        },
      });
    put('TypeScript/tsconfig.json', configuration(['es2024'], ['node']));
    put('Browser/tsconfig.json', configuration(['es2024', 'dom'], []));
    const browsers = all.filter(({ language }) => language === 'Browser');
    expect(browsers.map(({ file }) => file.split('-')[0])).toEqual(['gsmLogout', 'verifySession']);
    for (const project of ['TypeScript', 'Browser']) {
      const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
      const said = await run(process.execPath, [compiler, '-p', join(folder, project)]).catch(
        (error: { stdout: string }) => error,
      );
      expect(said.stdout, project).toBe('');
    }
  }, 60_000);
});
