/** A copy in SQLite that an earlier logoutd began: it goes on, and need not be opened by a server first, which would end it. */
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { APPLICATION_ID, migrate } from '../../../src/stores/sqlite/schema.ts';
import { anEnd, endOnce, id, putSession } from '../things.ts';
import { change, placesOn } from './bench.ts';

/** As version 5 of the schema has it, with a session that the source does not have any more. */
function copyOfVersion5(address: string, origin: string, isWhole: boolean): void {
  const db = new DatabaseSync(address.slice('sqlite:'.length));
  db.exec('PRAGMA journal_mode = WAL');
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  migrate(db, 5);
  db.prepare('UPDATE meta SET copy_of = ?, whole_at_commit = iif(?, commits, NULL)').run(
    origin,
    isWhole ? 1 : 0,
  );
  db.exec(
    `INSERT INTO sessions (issuer, session_id, started_at_ms, last_seen_at_ms) VALUES ('default', 'gone', 1, 1)`,
  );
  db.close();
}

it.each([
  ['whole', true],
  ['not whole', false],
])('that is %s goes on', async (_, isWhole) => {
  const places = placesOn(() => 'redis:none');
  const [from, to] = [places.sqlite(), places.sqlite()];
  await change(places, from, [putSession({ sessionId: id('s1'), end: anEnd() })]);
  const source = await places.source(from);
  copyOfVersion5(to, source.origin, isWhole);
  await source.close();
  expect((await places.copy(from, to)).ended).toBe('whole');
  const store = await places.open(to);
  expect(await endOnce(store)).toBe('found ended');
  const page = await store.listSessions({}, { after: null, limit: 10, nowMs: 2 });
  expect(page.map(({ sessionId }) => sessionId)).toEqual(['s1']);
});

it('of another store is refused as ever', async () => {
  const places = placesOn(() => 'redis:none');
  const [from, to] = [places.sqlite(), places.sqlite()];
  await change(places, from, [putSession({ sessionId: id('s1') })]);
  copyOfVersion5(to, 'another', false);
  await expect(places.copy(from, to)).rejects.toMatchObject({ code: 'not-free' });
});
