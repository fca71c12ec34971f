/** `logoutd revoke`: whose sessions end, and how many would. */
import { describe, expect, it } from 'vitest';
import { twoIssuers } from '../support/config-file.ts';
import type { TestServer } from '../support/server.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { at, logoutd, printed, printedJson, register } from './logoutd.ts';

const server = sharedServer(() => ({ env: { LOGOUTD_STORE: 'memory:' } }));
const active = async (on: TestServer, ...args: readonly string[]): Promise<readonly unknown[]> => {
  const sessions = await printedJson(on, 'sessions', 'list', '--all', '--state', 'active', ...args);
  return sessions.map(({ sessionId }) => sessionId).toSorted();
};

describe('revoke', () => {
  it('with --dry-run ends nothing, and says how many it would', async () => {
    for (const sessionId of ['dry-1', 'dry-2']) await register(server(), { subject: 'dry', sessionId });
    const dry = ['revoke', '--subject', 'dry', '--dry-run'];
    expect(await logoutd(dry, at(server()))).toEqual({
      status: 0,
      stdout: 'It would end 2 active sessions.\n',
      stderr: 'Nothing has ended: without --dry-run it does.\n',
    });
    expect(await printedJson(server(), ...dry)).toEqual([{ matchedSessions: 2 }]);
    expect(await active(server(), '--subject', 'dry')).toEqual(['dry-1', 'dry-2']);
  });

  it('takes no option for a reason, and ends nothing; after "=" it is the reason', async () => {
    await register(server(), { subject: 'swallow', sessionId: 'swallow-1' });
    const args = ['revoke', '--subject', 'swallow', '--reason'];
    expect(await logoutd([...args, '--dry-run'], at(server()))).toMatchObject({ status: 64, stdout: '' });
    expect(await active(server(), '--subject', 'swallow')).toEqual(['swallow-1']);
    await printed(server(), 'revoke', '--subject', 'swallow', '--reason=--dry-run');
    expect((await printedJson(server(), 'log')).at(-1)).toMatchObject({ reason: '--dry-run' });
  });

  it('--subject ends the sessions of that user, and says where the log has it', async () => {
    await register(server(), { subject: 'ada', sessionId: 'ada-1' });
    await register(server(), { subject: 'grace', sessionId: 'grace-1' });
    const said = await printed(server(), 'revoke', '--subject', 'ada', '--reason', 'Password changed');
    expect(said).toMatch(/^Done: 1 active session ended\. The log has it as rev_\d+\.\n$/);
    expect(await active(server(), '--subject', 'ada')).toEqual([]);
    expect(await active(server(), '--subject', 'grace')).toEqual(['grace-1']);
    const log = await printedJson(server(), 'log');
    expect(log.at(-1)).toMatchObject({ scope: 'subject', subject: 'ada', reason: 'Password changed' });
  });

  it('--tenant ends those of a tenant, up to --before', async () => {
    await register(server(), { subject: 'ada', tenant: 'acme', sessionId: 'acme-1' });
    const long = ['revoke', '--tenant', 'acme', '--before', '2020-01-01T00:00:00+01:00'];
    expect(await printedJson(server(), ...long)).toMatchObject([{ matchedSessions: 0 }]);
    expect(await active(server(), '--tenant', 'acme')).toEqual(['acme-1']);
    expect(await printedJson(server(), 'revoke', '--tenant', 'acme')).toMatchObject([{ matchedSessions: 1 }]);
    expect(await active(server(), '--tenant', 'acme')).toEqual([]);
  });

  it('--before in the future is refused, and nothing ends', async () => {
    await register(server(), { subject: 'later', sessionId: 'later-1' });
    const args = ['revoke', '--subject', 'later', '--before', '2999-01-01T00:00:00Z'];
    const { status, stderr } = await logoutd(args, at(server()));
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('(422;') });
    expect(await active(server(), '--subject', 'later')).toEqual(['later-1']);
  });

  it('--all-of-issuer ends those of one issuer; --issuer says whose user or key is meant', async () => {
    const two = await ownServer(twoIssuers());
    for (const issuer of ['north', 'south'])
      for (const subject of ['ada', 'grace'])
        await register(two, { issuer, subject, sessionId: `${issuer}-${subject}` });
    await printed(two, 'revoke', '--subject', 'ada', '--issuer', 'south');
    expect(await active(two, '--issuer', 'south')).toEqual(['south-grace']);
    expect(await active(two, '--issuer', 'north')).toHaveLength(2);
    await printed(two, 'revoke', '--all-of-issuer', 'north');
    expect(await active(two, '--issuer', 'north')).toEqual([]);
    expect(await active(two, '--issuer', 'south')).toEqual(['south-grace']);
    await printed(two, 'revoke', '--key-id', 'leaked', '--issuer', 'south');
    expect((await printedJson(two, 'log')).at(-1)).toMatchObject({
      scope: 'key',
      issuer: 'south',
      keyId: 'leaked',
    });
  });
});
