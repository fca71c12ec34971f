import { describe, expect, it } from 'vitest';
import type { RedisAddress } from '../../../../src/stores/redis/address.ts';
import { readAddress } from '../../../../src/stores/redis/address.ts';
import { failure, inTime, StoreAwayError } from '../../../../src/stores/redis/failures.ts';

const address = readAddress('//someone:canary@db.example:6380,[::1]/?prefix=shop', false) as RedisAddress;

describe('an address', () => {
  it('is taken apart', () => {
    expect(address).toEqual({
      nodes: [
        { host: 'db.example', port: 6380 },
        { host: '::1', port: 6379 },
      ],
      username: 'someone',
      password: 'canary',
      database: 0,
      tls: null,
      prefix: 'logoutd:{shop}:',
      waitReplicas: 0,
      name: 'Redis at db.example:6380,[::1]:6379, prefix shop',
    });
    expect(readAddress('//:p%40ss%2F@h/3?waitReplicas=2', true)).toMatchObject({
      username: null,
      password: 'p@ss/',
      database: 3,
      tls: {},
      waitReplicas: 2,
    });
  });
});

describe('a failure', () => {
  it.each([
    ['OOM command not allowed when used memory > maxmemory', /Raise its maxmemory/],
    ['ERR Error running script: @user_script:1: -OOM command not allowed', /Raise its maxmemory/],
    [
      "@user_script: 5: -READONLY You can't write against a read only replica.",
      /Point LOGOUTD_STORE at the master/,
    ],
    ["READONLY You can't write against a read only replica.", /Point LOGOUTD_STORE at the master/],
    ['LOADING Redis is loading the dataset in memory', /still loading/],
    ['MISCONF Redis is configured to save RDB snapshots', /make room on the disk/],
    ['MASTERDOWN Link with MASTER is down', /lost its master/],
    ['NOREPLICAS Not enough good replicas to write.', /min-replicas-to-write/],
    ['NOAUTH Authentication required.', /user and password into LOGOUTD_STORE/],
    ['WRONGPASS invalid username-password pair or user is disabled.', /Correct them/],
    ["NOPERM this user has no permissions to run the 'evalsha' command", /\+@all -@admin/],
    ['BUSY Redis is busy running a script.', /script that takes too long/],
    ['CLUSTERDOWN The cluster is down', /CLUSTER INFO/],
    ['MOVED 3999 127.0.0.1:6381', /follows it by itself/],
    ['TRYAGAIN Multiple keys request during rehashing of slot', /Finish that/],
    ['ERR DB index is out of range', /no database 0: its setting databases .*\. Use a lower number/],
    ['ERR SELECT is not allowed in cluster mode', /of a cluster.*Take the number out of LOGOUTD_STORE/],
    ['Unknown RESP type 21 "\u0015"', /answers in TLS.*Use rediss:\/\/ in place of redis:\/\//],
    ['Unknown RESP type 72 "H"', /is no Redis\. Correct host and port/],
    ['WRONGTYPE Operation against a key holding the wrong kind of value', /another prefix/],
  ])('of %j says what to do', (message, advice) => {
    const said = failure(address, new Error(message)).message;
    expect(said).toMatch(/^Redis at db\.example:6380,\[::1\]:6379, prefix shop: .*\.$/);
    expect(said).toMatch(advice);
  });

  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'ECONNRESET',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  ])('of %s is put into words', (code) => {
    const said = failure(address, Object.assign(new Error('raw'), { code })).message;
    expect(said).not.toMatch(/raw|it failed/);
  });

  it.each([
    ['ECONNREFUSED', true],
    ['ECONNRESET', true],
    ['EAI_AGAIN', true],
    ['ENOTFOUND', false],
    ['CERT_HAS_EXPIRED', false],
    ['LOADING Redis is loading the dataset in memory', true],
    ['CLUSTERDOWN The cluster is down', true],
    ['NOREPLICAS Not enough good replicas to write.', true],
    ['OOM command not allowed when used memory > maxmemory.', false],
    ['WRONGPASS invalid username-password pair or user is disabled.', false],
    ['READONLY You can not write against a read only replica.', false],
  ])('of %s may pass by itself: %s', (what, isAway) => {
    const error = what.includes(' ') ? new Error(what) : Object.assign(new Error('raw'), { code: what });
    expect(failure(address, error) instanceof StoreAwayError).toBe(isAway);
  });

  it('to answer in time may pass by itself', () => {
    expect(inTime(address)).toBeInstanceOf(StoreAwayError);
  });

  it('never has user or password, be it that the server repeats them', () => {
    const said = failure(
      address,
      new Error("ERR unknown command 'AUTH', with args beginning with: 'someone' 'canary'"),
    );
    expect(said.message).toContain('unknown command');
    expect(JSON.stringify([said.message, said.stack, said.cause])).not.toMatch(/canary|someone/);
    expect(inTime(address).message).not.toMatch(/canary|someone/);
  });
});
