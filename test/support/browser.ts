/** The real Chromium, headless: one process a test file, with an empty profile, and an empty jar for each visit. */
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, type TestContext } from 'vitest';
import { temporaryFolder } from './server.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const program = programOnPath();

const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Nothing but this machine is reached, under names of different sites: only those under localhost count as secure.
  `--host-resolver-rules=${[
    'MAP localhost 127.0.0.1',
    'MAP *.localhost 127.0.0.1',
    'MAP *.test 127.0.0.1',
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.*',
  ].join(',')}`,
];
/** As people have it: going back can show a page that was kept in memory. */
const NOT_ITS_DEFAULTS = ['--disable-back-forward-cache'];

export function needsChromium(context: TestContext): void {
  if (program === undefined) context.skip('there is no Chromium on this machine');
}

export interface Visit {
  readonly page: Page;
  /** The jar, and further pages beside this one. */
  readonly context: BrowserContext;
  /** Every address that the pages have asked for so far, in order; preflights and the icon are not among them. */
  requested(): readonly string[];
  /** Allows console errors and uncaught errors that match. Any other one fails the test. */
  expectsError(pattern: RegExp): void;
}

/**
 * One browser for all tests of a file. The function it gives opens a page in a context of its own; after the test the
 * context is closed, and the test fails if a page had an error that was not expected.
 */
export function sharedBrowser(): (options?: BrowserContextOptions) => Promise<Visit> {
  let browser: BrowserContext | undefined;
  let visits: WatchedVisit[] = [];
  beforeAll(async () => {
    if (program === undefined) return;
    browser = await chromium.launchPersistentContext(profile(), {
      executablePath: program,
      args: ARGS,
      ignoreDefaultArgs: NOT_ITS_DEFAULTS,
      chromiumSandbox: false,
    });
  });
  afterEach(async () => {
    const over = visits;
    visits = [];
    const errors = (await Promise.all(over.map((visit) => visit.end()))).flat();
    if (errors.length > 0) throw new Error(`the browser reported:\n${errors.join('\n')}`);
  });
  afterAll(async () => {
    await browser?.close();
  });
  return async (options = {}) => {
    const running = browser?.browser();
    if (running == null) throw new Error('the browser is there only while tests run');
    const visit = await watchedVisit(await running.newContext(options));
    visits.push(visit);
    return visit;
  };
}

interface WatchedVisit extends Visit {
  /** Closes the context; resolves to the errors that nobody expected. */
  end(): Promise<readonly string[]>;
}

async function watchedVisit(context: BrowserContext): Promise<WatchedVisit> {
  const requested: string[] = [];
  const errors: string[] = [];
  const expected: RegExp[] = [];
  context.on('request', (request) => requested.push(request.url()));
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (webError) => errors.push(`uncaught: ${webError.error().message}`));
  context.on('page', (page) => page.on('crash', () => errors.push(`crashed: ${page.url()}`)));
  const page = await context.newPage();
  return {
    page,
    context,
    requested: () => [...requested],
    expectsError: (pattern) => expected.push(pattern),
    end: async () => {
      // What a page has reported comes before its answer to a question.
      await Promise.all(context.pages().map((open) => open.evaluate('0').catch(() => undefined)));
      await context.close();
      return errors.filter((error) => !expected.some((pattern) => pattern.test(error)));
    },
  };
}

/** Empty, but for a person who lets sites send cookies to others: without that, half of the attacks cannot happen. */
function profile(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'Default'));
  const preferences = { profile: { cookie_controls_mode: 0 } };
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  return folder;
}

function programOnPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
