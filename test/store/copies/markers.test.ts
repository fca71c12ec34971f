/** What a copy makes of a marker that belongs to another store, or to none any more: no start is spoken of, and its advice works. */
import { existsSync, rmSync } from 'node:fs';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { StoreOpenError } from '../../../src/stores/opening.ts';
import { hasRedis, type RedisServer, startRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { change, type Places, placesOn } from './bench.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

async function serverForTest(): Promise<RedisServer> {
  const server = await startRedis();
  onTestFinished(() => server.dispose());
  return server;
}

async function refusal(opening: Promise<unknown>): Promise<StoreOpenError> {
  const error = await opening.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreOpenError);
  return error as StoreOpenError;
}

/** A store on Redis with its marker here, and one on SQLite. */
async function bothStores(): Promise<{
  server: RedisServer;
  places: Places;
  onRedis: string;
  inFile: string;
}> {
  const server = await serverForTest();
  const places = placesOn(() => server.url);
  const [onRedis, inFile] = [places.redis(), places.sqlite()];
  await change(places, onRedis);
  await change(places, inFile);
  return { server, places, onRedis, inFile };
}

const deleteMarker = (message: string): void => {
  const marker =
    /delete (?:the marker file )?(\S+\.marker), and run the same again\.$/.exec(message)?.[1] ?? '';
  expect(existsSync(marker), message).toBe(true);
  rmSync(marker);
};

describe('a marker whose store on Redis is gone', () => {
  it('says of what is to be copied that there is nothing', async () => {
    const { server, places, onRedis, inFile } = await bothStores();
    server.ask('FLUSHALL');
    const { code, message } = await refusal(places.copy(onRedis, inFile));
    expect(code).toBe('database-missing');
    expect(message).toMatch(
      /Put its data back .*; or correct the address\. As it is, there is nothing to copy\.$/,
    );
    expect(message).not.toMatch(/start|sessions/);
  });

  it('keeps a copy away from where it was, until it is deleted', async () => {
    const { server, places, onRedis, inFile } = await bothStores();
    server.ask('FLUSHALL');
    const { code, message } = await refusal(places.copy(inFile, onRedis));
    expect(code).toBe('database-missing');
    expect(message).not.toMatch(/start|sessions/);
    deleteMarker(message);
    expect((await places.copy(inFile, onRedis)).ended).toBe('whole');
  });
});

describe('a marker in whose store’s place there is another on Redis', () => {
  it('keeps that from being copied, until it is deleted', async () => {
    const { server, places, onRedis, inFile } = await bothStores();
    server.ask('FLUSHALL');
    await change(
      placesOn(() => server.url),
      onRedis,
    );
    const target = places.sqlite();
    const { code, message } = await refusal(places.copy(onRedis, target));
    expect(code).toBe('other-identity');
    expect(message).toMatch(/; or, to copy the one that is there, delete/);
    deleteMarker(message);
    expect((await places.copy(onRedis, target)).ended).toBe('whole');
    await refusal(places.copy(inFile, onRedis));
  });

  it('keeps a copy away from it, until it is deleted, where that is the copy', async () => {
    const { server, places, onRedis, inFile } = await bothStores();
    server.ask('FLUSHALL');
    const elsewhere = placesOn(() => server.url);
    await elsewhere.copy(inFile, onRedis);
    const { code, message } = await refusal(places.copy(inFile, onRedis));
    expect(code).toBe('other-identity');
    expect(message).toMatch(/another server for the copy; or, if the one that is there is the copy, delete/);
    deleteMarker(message);
    expect((await places.copy(inFile, onRedis)).ended).toBe('whole');
  });
});
