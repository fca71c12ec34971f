/**
 * What `npm run clients` makes, and makes again. It is part of clients.test.ts, as two test files would run at the same
 * time, and fetch the generator twice into the same place.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import {
  type Client,
  clients,
  clientsFolder,
  contentHash,
  folderOf,
  nameOf,
  root,
  versionOf,
} from '../../scripts/clients/client.ts';
import { generateClients } from '../../scripts/clients/generate.ts';
import { temporaryFolder } from '../support/server.ts';

/** Names that the generator makes up where a document has none, or one that it cannot use. */
const MADE_UP =
  /inline_?object|inline_?(request|response)|_?\d{3}_?response|default_?api|model_?\d{3}|null_schema|(any|one|all)_?of/i;

const hashes = (folder: string): Readonly<Record<string, string | null>> =>
  Object.fromEntries(clients.map((client) => [nameOf(client), contentHash(folderOf(client, folder))]));

/** `needs` generates the clients, or skips the test where that cannot be done. */
export function regeneration(needs: (context: TestContext) => Promise<void>): void {
  const elsewhere = temporaryFolder();

  describe('a client that is generated again', () => {
    it('has the same bytes, also in another place, language and time zone', async (context) => {
      await needs(context);
      // What a machine set to this would give. Turkish has another capital for i than ASCII.
      const JAVA_TOOL_OPTIONS = '-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Tokyo';
      await generateClients(clients.toReversed(), { folder: elsewhere, env: { JAVA_TOOL_OPTIONS } });
      expect(hashes(elsewhere)).toEqual(hashes(clientsFolder));
    });

    it('loses what the generator does not make, and what somebody changed', async (context) => {
      await needs(context);
      const [client] = clients.filter((one) => nameOf(one) === 'go/gsm') as [Client];
      writeFileSync(join(folderOf(client, elsewhere), 'model_gone.go'), 'package gsm\n');
      writeFileSync(join(folderOf(client, elsewhere), 'client.go'), 'package gsm\n');
      expect(await generateClients(clients, { folder: elsewhere })).toEqual([client]);
      expect(hashes(elsewhere)).toEqual(hashes(clientsFolder));
    });

    it('stays as it is where nothing has changed, and Java is not asked', async (context) => {
      await needs(context);
      expect(await generateClients(clients, { env: { PATH: '' } })).toEqual([]);
    });
  });

  describe('what a generated client says of itself', () => {
    it.for(clients)('is true: $language.name/$contract', async (client, context) => {
      await needs(context);
      const folder = folderOf(client);
      const readme = readFileSync(join(folder, 'README.md'), 'utf8');
      const version = versionOf(client.contract);
      expect(readme).toContain(`version ${version}`);
      const program = /`test\/clients\/([^`]+)`/.exec(readme)?.[1] ?? 'none';
      expect(existsSync(join(root, 'test/clients', program)), program).toBe(true);
      const files = readdirSync(folder, { recursive: true }) as string[];
      const texts = files
        .filter((file) => /\.(md|ts|toml|py)$/.test(file))
        .map((file) => readFileSync(join(folder, file), 'utf8'));
      for (const text of texts) expect(text).not.toMatch(/pip install git\+|from ''/);
      const ownVersions = texts.flatMap((text) => /^(?:__)?version(?:__)? = "(.*)"$/m.exec(text)?.[1] ?? []);
      if (['python', 'rust'].includes(client.language.name))
        expect(new Set(ownVersions)).toEqual(new Set([version]));
    });

    it('is how a body is left out, where null would be sent for it', async (context) => {
      await needs(context);
      const warned = clients.filter((client) =>
        readFileSync(join(folderOf(client), 'README.md'), 'utf8').includes('give an empty request'),
      );
      expect(warned.map(nameOf)).toEqual(['go/platform', 'java/platform', 'rust/platform']);
    });
  });

  describe('names in a generated client', () => {
    it('of the one path of storefront are that of what it does', async (context) => {
      await needs(context);
      const read = (file: string) => readFileSync(join(clientsFolder, file), 'utf8');
      expect(read('python/storefront/logoutd_storefront/models/request_path.py')).toContain(
        "\n    LOGOUT = '/auth/logout'",
      );
      expect(read('go/storefront/model_request_path.go')).toContain(
        'REQUESTPATH_LOGOUT RequestPath = "/auth/logout"',
      );
    });

    it.for(clients.map(nameOf))('of %s come from the document', async (name, context) => {
      await needs(context);
      const files = readdirSync(join(clientsFolder, name), { recursive: true }) as string[];
      // The Java runtime has a class of its own that is called so.
      const named = files.filter((file) => !file.includes('AbstractOpenApiSchema'));
      expect(named.filter((file) => MADE_UP.test(file.split('/').at(-1) ?? ''))).toEqual([]);
    });
  });
}
